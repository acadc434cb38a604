package sc.fiji.styletransfer.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.VirtualStack;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.io.FileInfo;
import ij.io.TiffDecoder;
import ij.measure.Calibration;
import ij.process.ByteProcessor;
import ij.process.ImageProcessor;
import ij.process.LUT;
import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sc.fiji.styletransfer.image.plane.PlaneFile;
import sc.fiji.styletransfer.image.plane.StackLimit;
import sc.fiji.styletransfer.image.read.ImageFileReader;
import sc.fiji.styletransfer.image.write.ImageFileWriter;
import sc.fiji.styletransfer.image.write.TiffImageEncoder;

/** Stacks that stay on disk, tried with small ones. */
class LargeStackTest {

  private static final StackLimit ON_DISK = new StackLimit(0);

  private static final StackLimit IN_MEMORY = new StackLimit(Long.MAX_VALUE);

  @TempDir private Path folder;

  private static ImagePlus image(final int depth, final int channels) {
    final ImagePlus image = TestImages.hyperstack(depth, channels, 3, 2);
    image.getCalibration().setUnit("micron");
    image.getCalibration().pixelWidth = 0.25;
    image.setProperty("Info", "one line\nand another\n");
    image.setProp("Operator", "nobody");
    final Roi roi = new Roi(1, 2, 3, 4);
    roi.setPosition(Math.min(2, channels), 2, 1);
    image.setOverlay(new Overlay(roi));
    image.setRoi(new Roi(1, 1, 4, 3));
    if (channels == 1 && depth == 8) image.setLut(TestImages.lut(Color.MAGENTA));
    if (channels == 1 && depth != 24) image.setDisplayRange(10, 200);
    return image;
  }

  private static void assertSame(final ImagePlus expected, final ImagePlus actual) {
    assertArrayEquals(expected.getDimensions(), actual.getDimensions());
    assertEquals(expected.getTitle(), actual.getTitle());
    assertEquals(expected.isHyperStack(), actual.isHyperStack());
    assertEquals(text(expected.getCalibration()), text(actual.getCalibration()));
    assertEquals(expected.getInfoProperty(), actual.getInfoProperty());
    assertEquals(expected.getProp("Operator"), actual.getProp("Operator"));
    assertEquals(expected.getOverlay().size(), actual.getOverlay().size());
    assertEquals(expected.getRoi(), actual.getRoi());
    assertEquals(expected.isComposite(), actual.isComposite());
    if (expected instanceof CompositeImage composite)
      assertEquals(composite.getMode(), ((CompositeImage) actual).getMode());
    for (int i = 0; i < expected.getLuts().length; i++)
      assertSame(expected.getLuts()[i], actual.getLuts()[i]);
    TestImages.assertSamePlanes(expected, actual);
    for (int i = 1; i <= expected.getStackSize(); i++)
      assertEquals(expected.getStack().getSliceLabel(i), actual.getStack().getSliceLabel(i));
  }

  /** All numbers of a calibration, without the object's own. */
  private static String text(final Calibration calibration) {
    return calibration.toString().replaceFirst("@\\w+", "");
  }

  private static void assertSame(final LUT expected, final LUT actual) {
    assertEquals(expected.min, actual.min);
    assertEquals(expected.max, actual.max);
    assertArrayEquals(expected.getBytes(), actual.getBytes());
  }

  @ParameterizedTest
  @CsvSource({"8,1", "16,1", "24,1", "32,1", "8,2", "16,2", "16,3", "32,2"})
  void aStackLeftInItsFileIsTheSameImage(final int depth, final int channels) {
    final Path file = folder.resolve("stack.tif");
    new ImageFileWriter().write(image(depth, channels), file);
    final ImagePlus virtual = new ImageFileReader(ON_DISK).open(file);
    assertTrue(virtual.getStack().isVirtual());
    final ImagePlus real = new ImageFileReader(IN_MEMORY).open(file);
    assertFalse(real.getStack().isVirtual());
    assertSame(real, virtual);
  }

  @ParameterizedTest
  @CsvSource({"8,1", "16,1", "24,1", "32,1", "8,2", "16,2", "32,2"})
  void aResultOnDiskIsTheSameImageAndSoIsItsFile(final int depth, final int channels) {
    final ImagePlus image = image(depth, channels);
    final ImagePlus real = negative(image, IN_MEMORY);
    final ImagePlus virtual = negative(image, ON_DISK);
    assertFalse(real.getStack().isVirtual());
    assertTrue(virtual.getStack() instanceof PlaneFile);
    assertSame(real, virtual);
    final Path realFile = folder.resolve("real.tif");
    final Path virtualFile = folder.resolve("virtual.tif");
    new ImageFileWriter().write(real, realFile);
    new ImageFileWriter().write(virtual, virtualFile);
    final ImagePlus back = new ImageFileReader().open(virtualFile);
    back.setTitle("real.tif");
    assertSame(new ImageFileReader().open(realFile), back);
  }

  private static ImagePlus negative(final ImagePlus image, final StackLimit limit) {
    final ImageOptions options = ImageOptions.defaults().withKind(ResultKind.OWN_DEPTH);
    return new ImageStylization(Stylizers::negative, options, () -> false, limit).stylize(image);
  }

  @Test
  void theTemporaryFileIsDeletedWhenItIsDoneWith() {
    final ImagePlus result = negative(image(16, 1), ON_DISK);
    final PlaneFile planes = (PlaneFile) result.getStack();
    final Path file = Path.of(planes.getDirectory(), planes.getFileName(1));
    assertTrue(Files.exists(file));
    PlaneFile.discard(result);
    assertFalse(Files.exists(file));
    PlaneFile.discard(image(8, 1));
  }

  @Test
  void onePlaneIsNoStack() {
    final Path file = folder.resolve("plane.tif");
    final ImagePlus image = TestImages.hyperstack(16, 1, 1, 1);
    new ImageFileWriter().write(image, file);
    assertFalse(new ImageFileReader(ON_DISK).open(file).getStack().isVirtual());
    assertFalse(negative(image, ON_DISK).getStack().isVirtual());
  }

  @Test
  void planesAreReadWhenTheyAreWanted() throws Exception {
    final Path file = folder.resolve("stack.tif");
    new ImageFileWriter().write(image(16, 1), file);
    final ImagePlus virtual = new ImageFileReader(ON_DISK).open(file);
    final byte[] bytes = Files.readAllBytes(file);
    // The directories after the planes are copies that no reader needs.
    Arrays.fill(bytes, bytes.length / 2, bytes.length, (byte) 7);
    Files.write(file, bytes);
    final short[] last = (short[]) virtual.getStack().getPixels(6);
    assertEquals(7 << 8 | 7, last[last.length - 1]);
    assertNull(virtual.getStack().getImageArray());
  }

  /** The beginning of what is written, and its length. */
  private static final class Counter extends OutputStream {

    private final ByteArrayOutputStream beginning = new ByteArrayOutputStream();
    private long length;

    @Override
    public void write(final int value) {
      write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(final byte[] bytes, final int from, final int count) {
      if (length < 1 << 16) beginning.write(bytes, from, count);
      length += count;
    }
  }

  @Test
  void beyondFourGigabytesAllPlanesFollowOneDirectory() throws IOException {
    final ImageProcessor plane = new ByteProcessor(10_000, 10_000);
    final int planes = 45;
    final ImagePlus image =
        new ImagePlus(
            "",
            new VirtualStack(10_000, 10_000, planes) {
              @Override
              public ImageProcessor getProcessor(final int n) {
                return plane;
              }

              @Override
              public Object getPixels(final int n) {
                return plane.getPixels();
              }
            });
    final TiffImageEncoder encoder = new TiffImageEncoder();
    encoder.check(image);
    final Counter out = new Counter();
    encoder.encode(image, out);
    final Path file = folder.resolve("beginning.tif");
    Files.write(file, out.beginning.toByteArray());
    final FileInfo[] info =
        new TiffDecoder(folder.toString(), file.getFileName().toString()).getTiffInfo();
    assertEquals(1, info.length);
    assertEquals(planes, info[0].nImages);
    assertEquals(info[0].getOffset() + planes * 100_000_000L, out.length);
  }
}
