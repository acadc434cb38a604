package sc.fiji.styletransfer.spark.image;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.styletransfer.image.read.ImageFileReader;

/** Readers of TIFF files get back the pixels and the text. */
class BigTiffTest {

  private static final int WIDTH = 700;
  private static final int HEIGHT = 300;

  @TempDir private Path folder;

  @Test
  void pixelsAndTextComeBack() throws IOException {
    final Path file = folder.resolve("picture.tif");
    try (OutputStream out = Files.newOutputStream(file)) {
      new BigTiff(WIDTH, HEIGHT, "StyleTransfer.size: 700").write(BigTiffTest::value, out);
    }
    final ImagePlus image = new ImageFileReader().open(file);
    assertEquals(WIDTH, image.getWidth());
    assertEquals(HEIGHT, image.getHeight());
    assertTrue(
        new String(Files.readAllBytes(file), ISO_8859_1).contains("StyleTransfer.size: 700"));
    final int[] rgb = new int[3];
    for (int y = 0; y < HEIGHT; y++)
      for (int x = 0; x < WIDTH; x++) {
        image.getProcessor().getPixel(x, y, rgb);
        for (int c = 0; c < 3; c++) assertEquals(value(x, y, c), rgb[c]);
      }
  }

  @Test
  void aFileHasAllLevelsAndNothingElse() throws IOException {
    final Path file = folder.resolve("levels.tif");
    try (OutputStream out = Files.newOutputStream(file)) {
      new BigTiff(WIDTH, HEIGHT, "").write(BigTiffTest::value, out);
    }
    final int tiles = 3 * 2 + 2 * 1 + 1; // 700 × 300, 350 × 150, 175 × 75
    final long pixels = (long) tiles * BigTiff.TILE * BigTiff.TILE * 3;
    assertTrue(Files.size(file) > pixels);
    assertTrue(Files.size(file) < pixels + 2000);
  }

  private static int value(final int x, final int y, final int channel) {
    return (x * (channel + 1) + y * 7) % 256;
  }
}
