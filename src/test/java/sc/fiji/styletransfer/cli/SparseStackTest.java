package sc.fiji.styletransfer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.io.FileInfo;
import ij.io.TiffEncoder;
import ij.process.ColorProcessor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sc.fiji.styletransfer.image.read.ImageFileReader;
import sc.fiji.styletransfer.image.write.ImageFileWriter;

/** Stacks of gigabytes, most of which are holes that take no room on the disk. */
class SparseStackTest {

  private static final int SIDE = 512;

  private static final int ENOUGH_FOR_A_HEADER = 1 << 16;

  @TempDir private Path folder;

  /** The beginning of ImageJ's own file, planes of zeros, and one value in the last of them. */
  private Path stack(final int planes, final int type) throws IOException {
    final FileInfo info = new FileInfo();
    info.width = SIDE;
    info.height = SIDE;
    info.nImages = planes;
    info.fileType = type;
    info.description =
        "ImageJ=1.54p\nimages=%d\nslices=%d\nmin=0\nmax=999\n".formatted(planes, planes);
    info.virtualStack = new ij.VirtualStack();
    final Beginning beginning = new Beginning();
    try {
      new TiffEncoder(info).write(beginning);
    } catch (final RuntimeException | IOException e) {
      // The planes themselves are not wanted.
    }
    final Path file = folder.resolve("sparse.tif");
    final long plane = (long) SIDE * SIDE * info.getBytesPerPixel();
    try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
      out.setLength(info.offset + planes * plane);
      out.write(beginning.toByteArray(), 0, info.offset);
      out.seek(info.offset + (planes - 1) * plane);
      out.write(new byte[] {3, 9});
    } catch (final IOException e) {
      Assumptions.abort("this disk has no sparse files of this size");
    }
    return file;
  }

  private static final class Beginning extends ByteArrayOutputStream {

    @Override
    public synchronized void write(final byte[] bytes, final int from, final int length) {
      if (size() + length > ENOUGH_FOR_A_HEADER) throw new IllegalStateException("enough");
      super.write(bytes, from, length);
    }
  }

  private void requireHoles() throws IOException {
    final Path file = folder.resolve("hole");
    try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
      out.setLength(1L << 26);
    }
    final Process disk = new ProcessBuilder("du", "-k", file.toString()).start();
    final String used = new String(disk.getInputStream().readAllBytes()).split("\\s")[0];
    Assumptions.assumeTrue(used.matches("\\d{1,4}"), "this disk has no sparse files");
    Files.delete(file);
  }

  @ParameterizedTest
  @CsvSource({"4200,16", "8300,16", "2800,24", "5600,24"})
  void aStackOfGigabytesOpens(final int planes, final int depth) throws IOException {
    requireHoles();
    final Path file = stack(planes, depth == 16 ? FileInfo.GRAY16_UNSIGNED : FileInfo.RGB);
    assertTrue(Files.size(file) > 1L << 31);
    final ImagePlus image = new ImageFileReader().open(file);
    assertTrue(image.getStack().isVirtual());
    assertEquals(planes, image.getNSlices());
    assertEquals(depth, image.getBitDepth());
    final int expected = depth == 16 ? 0x0903 : 0xff030900;
    assertEquals(expected, image.getStack().getProcessor(planes).get(0));
    assertEquals(depth == 16 ? 0 : 0xff000000, image.getStack().getProcessor(planes - 1).get(0));
  }

  @Test
  void onePlaneOfItIsStylised() throws IOException {
    requireHoles();
    final Path file = stack(4200, FileInfo.GRAY16_UNSIGNED);
    final Path style = folder.resolve("style.png");
    final ColorProcessor pixels = new ColorProcessor(24, 24);
    for (int i = 0; i < pixels.getPixelCount(); i++) pixels.set(i, 0x10203 * i);
    new ImageFileWriter().write(new ImagePlus("", pixels), style);
    final Path output = folder.resolve("output.tif");
    final int code =
        Stylize.commandLine()
            .execute(
                file.toString(),
                style.toString(),
                "-o",
                output.toString(),
                "--slices",
                "4200-4200",
                "--size",
                "32",
                "--iterations",
                "2");
    assertEquals(0, code);
    final ImagePlus result = new ImageFileReader().open(output);
    assertEquals(32, result.getWidth());
    assertEquals(16, result.getBitDepth());
    assertEquals(1, result.getStackSize());
    assertTrue(result.getStatistics().max > 0);
  }
}
