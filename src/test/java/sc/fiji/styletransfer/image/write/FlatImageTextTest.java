package sc.fiji.styletransfer.image.write;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import ij.ImagePlus;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.ImageProcessor;
import ij.process.ShortProcessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FlatImageTextTest {

  private static final String RECORD =
      "StyleTransfer.seed: 7\nStyleTransfer.contenttitle: Gr\u00f6\u00dfe \\u00e4 \u5199\n";

  @TempDir private Path folder;

  private static ImageProcessor pixels(final int depth) {
    return switch (depth) {
      case 8 -> new ByteProcessor(20, 18);
      case 16 -> new ShortProcessor(20, 18);
      default -> new ColorProcessor(20, 18);
    };
  }

  private Path write(final String name, final int depth, final String info) {
    final ImageProcessor pixels = pixels(depth);
    final Random random = new Random(1);
    for (int i = 0; i < pixels.getPixelCount(); i++) pixels.set(i, random.nextInt(256) * 0x101);
    final ImagePlus image = new ImagePlus("", pixels);
    if (info != null) image.setProperty("Info", info);
    final Path file = folder.resolve(name);
    new ImageFileWriter().write(image, file);
    return file;
  }

  @ParameterizedTest
  @CsvSource({"png,8", "png,16", "png,24", "jpg,8", "jpg,24"})
  void theRecordIsReadBackAndThePixelsStayAsTheyAre(final String ending, final int depth)
      throws IOException {
    final Path with = write("with." + ending, depth, "Scanner: other text\n" + RECORD);
    final Path without = write("without." + ending, depth, null);
    assertEquals(RECORD, FlatImageText.of(with));
    assertEquals("", FlatImageText.of(without));
    assertArrayEquals(samples(without), samples(with));
  }

  private static int[] samples(final Path file) throws IOException {
    return ImageIO.read(file.toFile()).getRaster().getPixels(0, 0, 20, 18, (int[]) null);
  }

  @Test
  void aDamagedFileHasNoRecordOrItsOwn() throws IOException {
    final Random random = new Random(5);
    for (final String name : new String[] {"a.png", "a.jpg"}) {
      final byte[] whole = Files.readAllBytes(write(name, 24, RECORD));
      for (int i = 0; i < 500; i++) {
        final byte[] bytes = Arrays.copyOf(whole, random.nextInt(whole.length + 1));
        for (int j = 0; j < bytes.length && j < 4; j++)
          bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        final Path file = Files.write(folder.resolve("damaged"), bytes);
        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> FlatImageText.of(file));
      }
    }
  }
}
