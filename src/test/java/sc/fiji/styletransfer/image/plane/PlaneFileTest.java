package sc.fiji.styletransfer.image.plane;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.ImageStack;
import ij.process.ByteProcessor;
import ij.process.ImageProcessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.styletransfer.SmallDisk;
import sc.fiji.styletransfer.StyleTransferException;
import sc.fiji.styletransfer.files.TemporaryFolder;

/** What can go wrong with the planes of a large result, and the sentences that tell it. */
class PlaneFileTest {

  private static final String ADVICE =
      "Free disk space, or choose another folder with the Java option -Djava.io.tmpdir=FOLDER.";

  private static final ImageProcessor PLANE = new ByteProcessor(200, 200);

  @TempDir private Path root;

  private TemporaryFolder temporary;

  private PlaneFile planes(final Path folder, final int count) {
    temporary = new TemporaryFolder(folder);
    return new PlaneFile(PLANE, count, temporary);
  }

  @AfterEach
  void deleteFiles() {
    temporary.delete();
  }

  private static String refusal(final Executable call) {
    return assertThrows(StyleTransferException.class, call).getMessage();
  }

  private static Path file(final PlaneFile planes) {
    return Path.of(planes.getDirectory(), planes.getFileName(1));
  }

  @Test
  void aTemporaryFolderWithTooLittleRoomIsRefusedBeforeTheRun() {
    final String message = refusal(() -> planes(root, Integer.MAX_VALUE));
    assertTrue(
        message.matches(
            "The planes of the result take 85899345 MB, and the temporary folder '\\Q%s\\E' has \\d+ MB\\. \\Q%s\\E"
                .formatted(root, ADVICE)),
        message);
    assertEquals(0, root.toFile().list().length, "no file is left");
  }

  @Test
  void aTemporaryFolderThatIsAFileIsRefused() throws IOException {
    final Path file = Files.createFile(root.resolve("file"));
    assertEquals(
        "The temporary folder '%s' cannot be written to (it is not a folder). %s"
            .formatted(file, ADVICE),
        refusal(() -> planes(file, 2)));
  }

  @Test
  void aTemporaryFolderThatBecameFullEndsTheRunWithASentence() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(root.resolve("disk"), 64 << 10)) {
      final PlaneFile planes = planes(disk.folder(), 1);
      planes.append("first", PLANE);
      assertEquals(
          "The temporary folder '%s' cannot be written to (No space left on device). %s"
              .formatted(disk.folder(), ADVICE),
          refusal(() -> planes.append("second", PLANE)));
      temporary.delete();
    }
  }

  @Test
  void aFileThatIsLostWhilePlanesAreAddedEndsTheRunWithASentence() throws IOException {
    final PlaneFile planes = planes(root, 2);
    Files.delete(file(planes));
    assertEquals(
        "The temporary folder '%s' cannot be written to (a file in it was deleted). %s"
            .formatted(root, ADVICE),
        refusal(() -> planes.append("first", PLANE)));
  }

  @Test
  void aLostPlaneIsToldInASentence() throws IOException {
    final PlaneFile planes = planes(root, 2);
    planes.append("first", PLANE);
    planes.append("second", PLANE);
    final Path file = file(planes);
    final String sentence =
        "Plane %s of the temporary file '%s' cannot be read. Run the transfer again.";
    Files.write(file, new byte[60_000], StandardOpenOption.TRUNCATE_EXISTING);
    assertEquals(PLANE.getPixelCount(), planes.getProcessor(1).getPixelCount());
    assertEquals(sentence.formatted(2, file), refusal(() -> planes.getProcessor(2)));
    Files.delete(file);
    assertEquals(sentence.formatted(1, file), refusal(() -> planes.getPixels(1)));
  }

  @Test
  void aPlaneThatAnotherStackCannotReadIsToldInASentence() {
    temporary = new TemporaryFolder(root);
    final ImageStack stack =
        new ImageStack(200, 200) {
          @Override
          public ImageProcessor getProcessor(final int n) {
            return n > 1 ? null : super.getProcessor(n);
          }
        };
    stack.addSlice(PLANE);
    stack.addSlice(PLANE.duplicate());
    final ImagePlus image = new ImagePlus("cells.tif", stack);
    image.setDimensions(1, 2, 1);
    final ImagePlanes planes = new ImagePlanes(image);
    assertEquals(
        "Plane 2 of 'cells.tif' cannot be read. Check the file of the image.",
        refusal(() -> planes.plane(1, 2, 1)));
  }
}
