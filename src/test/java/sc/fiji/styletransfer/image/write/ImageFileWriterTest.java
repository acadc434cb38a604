package sc.fiji.styletransfer.image.write;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.gui.OvalRoi;
import ij.gui.Overlay;
import ij.process.ImageProcessor;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sc.fiji.styletransfer.SmallDisk;
import sc.fiji.styletransfer.StyleTransferException;
import sc.fiji.styletransfer.image.TestImages;
import sc.fiji.styletransfer.image.plane.DisplayRendering;
import sc.fiji.styletransfer.image.read.ImageFileReader;

class ImageFileWriterTest {

  private final ImageFileWriter writer = new ImageFileWriter();
  private final ImageFileReader reader = new ImageFileReader();

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"8,png", "16,png", "24,png", "8,tif", "16,tif", "24,tif", "32,tif", "24,TIFF"})
  void pixelsAndDepthSurvive(final int bitDepth, final String extension) {
    final ImagePlus image = new ImagePlus("a", TestImages.plane(bitDepth, 13, 7, bitDepth));
    final ImagePlus back = roundTrip(image, "picture." + extension);
    assertEquals(bitDepth, back.getBitDepth());
    assertEquals(pixels(image), pixels(back));
  }

  @Test
  void realColourPhotographSurvivesPng() {
    final ImagePlus leaf = TestImages.real("leaf.tif");
    assertEquals(pixels(leaf), pixels(roundTrip(leaf, "leaf.png")));
  }

  @Test
  void theDisplayRangeLeavesGreyValuesOfPngAlone() {
    for (final int bitDepth : new int[] {8, 16}) {
      final ImagePlus image = new ImagePlus("a", TestImages.plane(bitDepth, 5, 5, 3));
      image.setDisplayRange(20, 90);
      assertEquals(pixels(image), pixels(roundTrip(image, "range.png")));
    }
  }

  @Test
  void tiffKeepsStackCalibrationLabelsOverlayAndInfo() {
    final ImagePlus image = TestImages.hyperstack(16, 2, 3, 2);
    image.getCalibration().pixelWidth = 0.25;
    image.getCalibration().setUnit("um");
    image.setOverlay(new Overlay(new OvalRoi(1, 1, 3, 2)));
    image.setProperty("Info", "first line\nsecond");
    image.setProp("experiment", "seven");
    final ImagePlus back = roundTrip(image, "stack.tif");
    assertArrayEquals(image.getDimensions(), back.getDimensions());
    assertEquals(0.25, back.getCalibration().pixelWidth, 1e-6);
    assertEquals("c2 z3 t2", back.getStack().getSliceLabel(12));
    assertEquals(1, back.getOverlay().size());
    assertEquals("first line\nsecond", back.getInfoProperty());
    assertEquals("seven", back.getProp("experiment"));
    assertEquals(CompositeImage.COMPOSITE, ((CompositeImage) back).getMode());
    assertArrayEquals(
        (short[]) image.getStack().getPixels(12), (short[]) back.getStack().getPixels(12));
  }

  @Test
  void writingLeavesTheImageAlone() {
    final ImagePlus image = TestImages.hyperstack(8, 1, 3, 1);
    image.setSlice(2);
    image.changes = true;
    roundTrip(image, "stack.tif");
    assertEquals(2, image.getCurrentSlice());
    assertTrue(image.changes);
    assertEquals("stack.tif", image.getTitle());
  }

  @Test
  void compositeGoesToPngAsDisplayed() {
    final ImagePlus image = TestImages.hyperstack(16, 2, 1, 1);
    final ImagePlus back = roundTrip(image, "composite.png");
    assertArrayEquals(
        (int[]) DisplayRendering.of(image).getPixels(), (int[]) back.getProcessor().getPixels());
  }

  @Test
  void jpegQualityTellsSizes() throws IOException {
    final ImagePlus image = new ImagePlus("a", TestImages.plane(24, 64, 64, 3));
    new ImageFileWriter(0.2).write(image, folder.resolve("small.jpg"));
    new ImageFileWriter(1).write(image, folder.resolve("large.jpeg"));
    assertTrue(
        Files.size(folder.resolve("small.jpg")) * 2 < Files.size(folder.resolve("large.jpeg")));
    assertEquals(64, reader.open(folder.resolve("small.jpg")).getWidth());
  }

  @ParameterizedTest
  @ValueSource(strings = {"stack.png", "stack.jpg"})
  void stacksAreRefusedByFormatsOfOnePlane(final String name) {
    final ImagePlus stack = TestImages.hyperstack(16, 1, 3, 1);
    assertEquals(
        "A "
            + (name.endsWith("png") ? "PNG" : "JPEG")
            + " file holds one plane, and 'stack.tif' has 3 planes. Choose a .tif file.",
        refusal(stack, folder.resolve(name)));
    assertFalse(Files.exists(folder.resolve(name)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"picture.webp", "picture", "png"})
  void unknownExtensionsAreRefused(final String name) {
    assertEquals(
        "The name '"
            + name
            + "' has no extension of a known format. End the name in .png, .jpg or"
            + " .tif.",
        refusal(grey(), folder.resolve(name)));
  }

  @Test
  void missingFolderIsSaid() {
    final Path missing = folder.resolve("nowhere");
    assertEquals(
        "The folder '" + missing + "' does not exist. Create the folder or choose another.",
        refusal(grey(), missing.resolve("a.png")));
  }

  @Test
  void aLinkToNothingIsWrittenThrough() throws IOException {
    final Path link = Files.createSymbolicLink(folder.resolve("link.png"), Path.of("new.png"));
    writer.write(grey(), link);
    assertTrue(Files.isSymbolicLink(link), "the link stays");
    assertEquals(pixels(grey()), pixels(reader.open(folder.resolve("new.png"))));
    assertEquals(List.of("link.png", "new.png"), names().stream().sorted().toList());
  }

  @Test
  void linksThatLeadNowhereAreRefused() throws IOException {
    final Path lost = folder.resolve("none").resolve("new.png");
    assertEquals(
        "The folder '"
            + lost.getParent()
            + "' does not exist. Create the folder or choose another.",
        refusal(grey(), Files.createSymbolicLink(folder.resolve("lost.png"), lost)));
    final Path circle = folder.resolve("circle.png");
    Files.createSymbolicLink(circle, circle);
    assertEquals(
        "The output '" + circle + "' is a link that leads back to itself. Choose another name.",
        refusal(grey(), circle));
  }

  @Test
  void pipesAndDevicesAreNoOutputs() throws Exception {
    final Path pipe = folder.resolve("pipe.png");
    new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor();
    Assumptions.assumeTrue(Files.exists(pipe), "this system has no pipes");
    assertEquals(
        "The output '" + pipe + "' is a pipe or a device. Choose another name.",
        refusal(grey(), pipe));
  }

  @Test
  void aReadOnlyFileSystemIsSaid() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), 64 << 10)) {
      disk.setReadOnly(true);
      final Path target = disk.folder().resolve("a.png");
      assertEquals(
          "The file '" + target + "' is read-only. Change its permissions or choose another name.",
          refusal(grey(), target));
    }
  }

  @Test
  void planesBeyondTwoGibibytesAreRefused() {
    final ImagePlus huge =
        new ImagePlus("huge", TestImages.plane(8, 4, 4, 1)) {
          @Override
          public int getWidth() {
            return 50_000;
          }

          @Override
          public int getHeight() {
            return 50_000;
          }
        };
    assertEquals(
        "The planes of the result are larger than 2 GiB, which ImageJ's TIFF cannot hold. Choose a"
            + " smaller size.",
        refusal(huge, folder.resolve("a.tif")));
  }

  @Test
  void readOnlyTargetIsSaid() throws IOException {
    final Path target = Files.createFile(folder.resolve("locked.png"));
    Assumptions.assumeTrue(target.toFile().setWritable(false), "needs file permissions");
    Assumptions.assumeFalse(Files.isWritable(target), "this user may write everything");
    assertTrue(refusal(grey(), target).contains("is read-only"));
  }

  @Test
  void failureKeepsTheOldFileAndLeavesNoOther() throws IOException {
    final Path target = folder.resolve("a.tif");
    Files.writeString(target, "old");
    final ImagePlus broken =
        new ImagePlus("broken", TestImages.plane(8, 4, 4, 1)) {
          @Override
          public String[] getPropertiesAsArray() {
            throw new IllegalStateException("stop in the middle");
          }
        };
    assertThrows(IllegalStateException.class, () -> writer.write(broken, target));
    assertEquals("old", Files.readString(target));
    assertEquals(List.of("a.tif"), names());
  }

  @Test
  void anExistingFileIsReplacedAndNothingElseLeft() throws IOException {
    final Path target = folder.resolve("a.png");
    Files.writeString(target, "old");
    final ImagePlus image = grey();
    writer.write(image, target);
    assertEquals(pixels(image), pixels(reader.open(target)));
    assertEquals(List.of("a.png"), names());
  }

  @Test
  void aFullDiskIsAnErrorNotAShortFile() throws IOException {
    final Path full = Path.of("/dev/full");
    Assumptions.assumeTrue(Files.exists(full), "needs a device that is always full");
    try (OutputStream out = Files.newOutputStream(full)) {
      assertThrows(
          IOException.class, () -> ImageEncoder.of(ImageFileFormat.TIFF, 1).encode(grey(), out));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1.1, Double.NaN})
  void jpegQualityHasARange(final double quality) {
    assertThrows(StyleTransferException.class, () -> new ImageFileWriter(quality));
  }

  private ImagePlus roundTrip(final ImagePlus image, final String name) {
    final Path file = folder.resolve(name);
    writer.write(image, file);
    return reader.open(file);
  }

  private String refusal(final ImagePlus image, final Path target) {
    return assertThrows(StyleTransferException.class, () -> writer.write(image, target))
        .getMessage();
  }

  private static ImagePlus grey() {
    return new ImagePlus("grey", TestImages.plane(8, 4, 4, 1));
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  private static List<Float> pixels(final ImagePlus image) {
    final ImageProcessor plane = image.getProcessor();
    return Stream.iterate(0, i -> i + 1)
        .limit(plane.getPixelCount())
        .map(i -> plane.getBitDepth() == 32 ? plane.getf(i) : (float) (plane.get(i) & 0xffffff))
        .toList();
  }
}
