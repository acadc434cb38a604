package sc.fiji.styletransfer.image.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.io.FileSaver;
import ij.plugin.filter.AVI_Writer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sc.fiji.styletransfer.StyleTransferException;
import sc.fiji.styletransfer.image.TestImages;
import sc.fiji.styletransfer.image.write.ImageFileWriter;

class ImageFileReaderTest {

  private final ImageFileReader reader = new ImageFileReader();

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "colocsample1b-green.tif,172,152,33,8",
    "leaf.tif,507,446,1,24",
    "starry_night.jpg,0,0,1,24",
    "golden_gate.jpg,0,0,1,24",
    "hoovertowernight.jpg,0,0,1,24",
    "shipwreck.jpg,0,0,1,24",
    "the_scream.jpg,0,0,1,24",
    "woman-with-hat-matisse.jpg,0,0,1,24",
    "head.tif,256,228,1,32"
  })
  void realFilesOpen(
      final String name, final int width, final int height, final int planes, final int depth) {
    final ImagePlus image = TestImages.real(name);
    assertEquals(planes, image.getStackSize());
    assertEquals(depth, image.getBitDepth());
    if (width > 0) {
      assertEquals(width, image.getWidth());
      assertEquals(height, image.getHeight());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"gif", "bmp", "pgm", "fits", "zip", "txt", "avi"})
  void formatsOfImageJOpen(final String format) throws IOException {
    final ImagePlus image = new ImagePlus("a", TestImages.plane(8, 16, 12, 4));
    final Path file = folder.resolve("a." + format);
    save(image, file);
    final ImagePlus back = reader.open(file);
    assertEquals(16, back.getWidth());
    assertEquals(12, back.getHeight());
  }

  @Test
  void missingFileIsSaid() {
    final Path file = folder.resolve("nowhere.png");
    assertEquals(
        "The file '" + file + "' does not exist. Check its name and folder.", refusal(file));
  }

  @Test
  void folderIsSaid() {
    assertEquals("'" + folder + "' is a folder. Name an image file.", refusal(folder));
  }

  @ParameterizedTest
  @ValueSource(strings = {"notes.md", "table.csv", "data.bin", "empty.png", "colours.lut"})
  void otherFilesAreRefused(final String name) throws IOException {
    final Path file = folder.resolve(name);
    Files.writeString(file, name.startsWith("empty") ? "" : "These are words, no pixels.");
    assertEquals(
        "The file '" + file + "' is not an image that can be read. Convert it to TIFF or PNG.",
        refusal(file));
  }

  @ParameterizedTest
  @ValueSource(strings = {"tif", "png", "jpg", "gif", "bmp"})
  void damagedFilesAreRefused(final String format) throws IOException {
    final Path whole = folder.resolve("whole." + format);
    save(new ImagePlus("a", TestImages.plane(8, 64, 64, 4)), whole);
    final Path cut = folder.resolve("cut." + format);
    Files.write(cut, Arrays.copyOf(Files.readAllBytes(whole), 20));
    assertTrue(
        refusal(cut).matches("The (\\w+ )?file '.*' is (damaged|cut short).*\\."), refusal(cut));
  }

  @ParameterizedTest
  @CsvSource({"tif,1", "tif,5", "png,1", "jpg,1"})
  void filesCutInTheMiddleAreRefused(final String format, final int slices) throws IOException {
    final ImageStack stack = new ImageStack(64, 64);
    for (int slice = 0; slice < slices; slice++) {
      stack.addSlice(TestImages.plane(24, 64, 64, slice));
    }
    final Path whole = folder.resolve("whole." + format);
    new ImageFileWriter().write(new ImagePlus("whole", stack), whole);
    assertEquals(slices, reader.open(whole).getStackSize());
    final Path cut = folder.resolve("cut." + format);
    final byte[] bytes = Files.readAllBytes(whole);
    Files.write(cut, Arrays.copyOf(bytes, bytes.length * 3 / 4));
    assertTrue(
        refusal(cut).matches("The (\\w+ )?file '.*' is (damaged|cut short).*\\."), refusal(cut));
  }

  @Test
  void aThumbnailsEndIsNotTheEndOfThePicture() throws IOException {
    final Path whole = folder.resolve("whole.jpg");
    new ImageFileWriter().write(TestImages.hyperstack(24, 1, 1, 1), whole);
    final byte[] bytes = Files.readAllBytes(whole);
    // An application segment of 2 + 4 bytes that holds an end marker, as a thumbnail would.
    final byte[] segment = {(byte) 0xff, (byte) 0xe1, 0, 6, 1, (byte) 0xff, (byte) 0xd9, 1};
    final byte[] longer = new byte[bytes.length + segment.length];
    System.arraycopy(bytes, 0, longer, 0, 2);
    System.arraycopy(segment, 0, longer, 2, segment.length);
    System.arraycopy(bytes, 2, longer, 2 + segment.length, bytes.length - 2);
    Files.write(whole, longer);
    assertEquals(24, reader.open(whole).getBitDepth());
    Files.write(whole, Arrays.copyOf(longer, longer.length / 2 + 300));
    assertTrue(refusal(whole).contains("the file ends before its last pixel"), refusal(whole));
  }

  @Test
  void theErrorRedirectionOfImageJIsRestored() {
    IJ.redirectErrorMessages(true);
    try {
      refusal(folder.resolve("nowhere.png"));
      assertTrue(IJ.redirectingErrorMessages());
    } finally {
      IJ.redirectErrorMessages(false);
    }
  }

  /** ImageJ's own writers, called below its menus, which need a display. */
  private static void save(final ImagePlus image, final Path file) throws IOException {
    final FileSaver saver = new FileSaver(image);
    final String path = file.toString();
    switch (path.substring(path.lastIndexOf('.') + 1)) {
      case "tif" -> saver.saveAsTiff(path);
      case "png" -> saver.saveAsPng(path);
      case "jpg" -> saver.saveAsJpeg(path);
      case "gif" -> saver.saveAsGif(path);
      case "bmp" -> saver.saveAsBmp(path);
      case "pgm" -> saver.saveAsPgm(path);
      case "fits" -> saver.saveAsFits(path);
      case "zip" -> saver.saveAsZip(path);
      case "txt" -> saver.saveAsText(path);
      case "avi" -> new AVI_Writer().writeImage(image, path, AVI_Writer.NO_COMPRESSION, 0);
      default -> throw new IllegalArgumentException(path);
    }
  }

  private String refusal(final Path file) {
    return assertThrows(StyleTransferException.class, () -> reader.open(file)).getMessage();
  }
}
