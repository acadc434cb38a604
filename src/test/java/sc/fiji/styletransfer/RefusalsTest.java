package sc.fiji.styletransfer;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ij.ImagePlus;
import ij.ImageStack;
import ij.gui.Roi;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.ImageProcessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.styletransfer.batch.BatchObserver;
import sc.fiji.styletransfer.batch.FolderBatch;
import sc.fiji.styletransfer.image.plane.ImagePlanes;
import sc.fiji.styletransfer.image.read.ImageFileReader;
import sc.fiji.styletransfer.image.write.ImageFileFormat;
import sc.fiji.styletransfer.image.write.ImageFileWriter;
import sc.fiji.styletransfer.job.ImageSettings;
import sc.fiji.styletransfer.job.ImageTransfer;
import sc.fiji.styletransfer.job.SettingTexts;
import sc.fiji.styletransfer.job.TransferObserver;
import sc.fiji.styletransfer.run.InputCheck;
import sc.fiji.styletransfer.run.TransferRun;
import sc.fiji.styletransfer.transfer.Progress;

/** The sentences that refuse files, folders, names and regions, word by word. */
@Timeout(60)
@Tag("slow")
class RefusalsTest {

  private static final ImagePlus IMAGE = new ImagePlus("image", new ColorProcessor(40, 30));
  private static final ImagePlus STYLE = new ImagePlus("style", new ColorProcessor(32, 34));

  @TempDir private Path folder;

  private Path picture;

  @BeforeEach
  void drawPicture() {
    picture = written("picture.png", new ByteProcessor(40, 30));
  }

  private Path written(final String name, final ImageProcessor pixels) {
    final Path file = folder.resolve(name);
    new ImageFileWriter().write(new ImagePlus(name, pixels), file);
    return file;
  }

  /** In an expected sentence, F stands for the folder. */
  private void assertRefused(final String sentence, final Executable call) {
    assertEquals(
        sentence.replace("F/", folder + "/").replace("'F'", "'" + folder + "'"),
        assertThrows(StyleTransferException.class, call).getMessage());
  }

  @Test
  void filesThatAreNoFilesAreNotOpened() throws Exception {
    final ImageFileReader reader = new ImageFileReader();
    final Path lost = Files.createSymbolicLink(folder.resolve("lost.png"), Path.of("nowhere.png"));
    assertRefused(
        "The file 'F/lost.png' is a link to a file that does not exist. Check the link.",
        () -> reader.open(lost));
    final Path circle = folder.resolve("circle.png");
    Files.createSymbolicLink(circle, circle);
    assertRefused(
        "The file 'F/circle.png' is a link to a file that does not exist. Check the link.",
        () -> reader.open(circle));
    final Path named = Files.createDirectory(folder.resolve("folder.png"));
    assertRefused("'F/folder.png' is a folder. Name an image file.", () -> reader.open(named));
    final Path zero = Path.of("/dev/zero");
    assumeTrue(Files.exists(zero), "this system has no device files");
    assertRefused(
        "The file '/dev/zero' is a pipe or a device. Save the image to a file first.",
        () -> reader.open(zero));
    final Path pipe = folder.resolve("pipe.png");
    new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor();
    assertRefused(
        "The file 'F/pipe.png' is a pipe or a device. Save the image to a file first.",
        () -> reader.open(pipe));
  }

  @Test
  void placesForResultsAreChecked() throws IOException {
    final ImageFileWriter writer = new ImageFileWriter();
    Files.createDirectory(folder.resolve("folder.png"));
    assertRefused(
        "The output 'F/folder.png' is a folder. Choose a file name.",
        () -> writer.check(folder.resolve("folder.png")));
    assertRefused(
        "The folder 'F/none' does not exist. Create the folder or choose another.",
        () -> writer.check(folder.resolve("none/a.png")));
    assertRefused(
        "The name 'a.gif' has no extension of a known format. End the name in .png, .jpg or .tif.",
        () -> writer.check(folder.resolve("a.gif")));
    final String name = "n".repeat(300) + ".png";
    assertRefused(
        "The file 'F/%s' cannot be reached (F/%s: File name too long). Choose another folder."
            .formatted(name, name),
        () -> writer.check(folder.resolve(name)));
    assertRefused(
        "The JPEG quality 2.0 is out of range. Choose a quality from 0 to 1.",
        () -> new ImageFileWriter(2));
    assertRefused(
        "A PNG file holds one plane, and the result of 'a.png' has 3 planes. Choose a .tif file, or"
            + " stylise one plane with slices.",
        () -> writer.check(folder.resolve("a.png"), 3, 10));
    final ImageStack stack = new ImageStack(4, 4);
    for (int i = 0; i < 3; i++) stack.addSlice(new ByteProcessor(4, 4));
    assertRefused(
        "A PNG file holds one plane, and 'stack' has 3 planes. Choose a .tif file.",
        () -> writer.write(new ImagePlus("stack", stack), folder.resolve("a.png")));
  }

  @Test
  void rangesOfSlicesAreChecked() {
    assertRefused(
        "The value 'everything' names no slices. Write all, current, 3-7, z3-7 or t2-4.",
        () -> ImageSettings.SLICES.parse("everything"));
    assertRefused(
        "The range 7-3 is empty. Count from 1 and put the first before the last.",
        () -> ImageSettings.SLICES.parse("7-3"));
  }

  private static SettingTexts settings(final String... keysAndValues) {
    SettingTexts texts = new SettingTexts(Map.of("network", "builtin", "device", "cpu"));
    for (int i = 0; i < keysAndValues.length; i += 2)
      texts = texts.with(keysAndValues[i], keysAndValues[i + 1]);
    return texts;
  }

  private static Executable run(final ImagePlus content, final SettingTexts texts) {
    return () -> {
      try (ImageTransfer transfer = new ImageTransfer(texts)) {
        transfer.run(content, List.of(STYLE), TransferObserver.NONE);
      }
    };
  }

  @Test
  void regionsMustMatch() {
    final Path small = written("small.png", new ByteProcessor(20, 30));
    assertRefused(
        "The label image 'small.png' has 20 × 30 pixels and 'image' has 40 × 30. Give both the same"
            + " size.",
        run(IMAGE, settings("contentlabels", small.toString())));
    final Path coloured = written("coloured.png", new ColorProcessor(40, 30));
    assertRefused(
        "The label image 'coloured.png' is a colour image or a stack. Choose an image with one"
            + " plane of numbers.",
        run(IMAGE, settings("contentlabels", coloured.toString())));
    assertRefused(
        "No open image and no file is named 'F/none.png'; check the name of the label image, or"
            + " choose overlay, manager or none.",
        run(IMAGE, settings("contentlabels", folder.resolve("none.png").toString())));
    assertRefused(
        "The style has regions and the content has none; name the content's regions with"
            + " content-labels.",
        run(IMAGE, settings("stylelabels", picture.toString())));
    assertRefused(
        "style-labels names 2 label images for 1 styles; name one for each style, and write a"
            + " backslash before a comma that is part of a name.",
        run(
            IMAGE,
            settings("contentlabels", picture.toString(), "stylelabels", "one.png,two.png")));
  }

  @Test
  void labelsOfContentAndStylesAreListed() {
    final Path contents = written("content labels.png", labels(40, 30, 1, 2, 7));
    final Path styles = written("style labels.png", labels(32, 34, 1, 2, 9));
    assertRefused(
        "Region 7 of the content has no counterpart in the style images, whose regions are 1, 2, 9."
            + " Draw a region 7 in one of them.",
        run(
            IMAGE,
            settings("contentlabels", contents.toString(), "stylelabels", styles.toString())));
    assertRefused(
        "A region takes style image 2, but the number of style images is 1. Add a style image or"
            + " change the region.",
        run(IMAGE, settings("contentlabels", contents.toString())));
  }

  private static ByteProcessor labels(final int width, final int height, final int... numbers) {
    final ByteProcessor plane = new ByteProcessor(width, height);
    for (int i = 0; i < numbers.length; i++) plane.set(i, numbers[i]);
    return plane;
  }

  @Test
  void selectionsAndPlanesMustExist() {
    final ImagePlus outside = IMAGE.duplicate();
    outside.setRoi(new Roi(100, 100, 10, 10));
    assertRefused(
        "The selection contains no pixel of the image. Move the selection, or remove it with Edit >"
            + " Selection > Select None.",
        run(outside, settings()));
    assertRefused(
        "The range 2-3 goes beyond the image's frames. The last is 1.",
        run(IMAGE, settings("slices", "2-3")));
    assertRefused(
        "The image has no pixels. Open the image again.", () -> new ImagePlanes(new ImagePlus()));
  }

  private Executable batch(
      final Path images, final List<Path> styles, final Path target, final String... settings) {
    return () ->
        new FolderBatch(
                settings(settings),
                ImageFileFormat.TIFF,
                target,
                new BatchObserver() {
                  @Override
                  public void evaluated(final Progress progress) {}
                })
            .run(images, styles);
  }

  @Test
  void foldersOfABatchAreChecked() throws IOException {
    final Path results = folder.resolve("results");
    final List<Path> styles = List.of(picture);
    assertRefused(
        "The folder 'F/none' does not exist. Check its name.",
        batch(folder.resolve("none"), styles, results));
    final Path empty = Files.createDirectory(folder.resolve("empty"));
    Files.writeString(empty.resolve("Thumbs.db"), "no image");
    assertRefused(
        "The folder 'F/empty' holds no images. Choose another folder.",
        batch(empty, styles, results));
    assertRefused(
        "No style is given. Name an image file or a folder of them.",
        batch(folder, List.of(), results));
    assertRefused(
        "The results cannot go into the folder of the images. Choose another folder.",
        batch(folder, styles, folder));
    assertRefused(
        "The folder 'F/picture.png' cannot be created (F/picture.png). Choose another folder.",
        batch(folder, styles, picture));
  }

  @Test
  void noCheckpointsInAMissingFolderIsNoError() {
    final Path file = folder.resolve("none").resolve("state");
    assertDoesNotThrow(
        () -> ImageTransfer.deleteCheckpoints(settings("checkpoint", file.toString())));
  }

  @Test
  void stylesOfACommandAreChecked() {
    assertRefused(
        "The style source (stylesource) cannot be 'photo'. Use 'image' for an open image or"
            + " 'file'.",
        () -> new TransferRun(IMAGE, null, settings("stylesource", "photo")));
    assertRefused(
        "No style file was chosen. Choose a file, or use an open image as the style.",
        () -> new TransferRun(IMAGE, null, settings("stylesource", "file")));
    assertRefused(
        "No style image was chosen. Open an image and choose it, or choose a style file.",
        () -> new TransferRun(IMAGE, null, settings()));
    assertRefused(
        "Content and style are the same image. Choose another image as the style.",
        () -> new TransferRun(IMAGE, IMAGE, settings()));
    final String none = folder.resolve("none.png").toString();
    assertEquals(
        "'" + none + "' does not exist. Check the name and the folder.",
        InputCheck.reason("stylefile", none).orElseThrow());
    final List<String> reasons = new ArrayList<>();
    InputCheck.reason("saveas", "a\0b.png").ifPresent(reasons::add);
    assertEquals(
        List.of("This system allows no file named 'a\0b.png'. Choose another name."), reasons);
  }
}
