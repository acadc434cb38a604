package sc.fiji.styletransfer.image.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.styletransfer.StyleTransferException;
import sc.fiji.styletransfer.image.plane.StackLimit;

/** Stacks in files that are too large, or lost before their planes are read. */
class LargeTiffTest {

  private static final StackLimit ON_DISK = new StackLimit(0);

  @TempDir private Path folder;

  private Path stack() throws IOException {
    final DrawnTiff tiff =
        new DrawnTiff(20, 18, (x, y, s) -> x)
            .colours(1, 1)
            .rows(18)
            .description("ImageJ=1.54\nimages=3\n");
    return Files.write(folder.resolve("stack.tif"), tiff.bytes());
  }

  @Test
  void planesOfMoreThanTwoGibibytesAreRefused() throws IOException {
    final DrawnTiff tiff =
        new DrawnTiff(20, 18, (x, y, s) -> x)
            .colours(1, 1)
            .rows(18)
            .description("ImageJ=1.54\nimages=3\n")
            .with(256, 60_000)
            .with(257, 60_000);
    final Path file = Files.write(folder.resolve("huge.tif"), tiff.bytes());
    assertEquals(
        "The planes of '%s' are larger than 2 GiB. Crop them or scale them down first."
            .formatted(file),
        assertThrows(StyleTransferException.class, () -> LargeTiff.in(file, ON_DISK)).getMessage());
  }

  @Test
  void aFileThatIsLostBeforeItsPlanesAreReadIsRefused() throws IOException {
    final Path file = stack();
    final LargeTiff stack = LargeTiff.in(file, ON_DISK).orElseThrow();
    Files.delete(file);
    assertEquals(
        "The file '%s' cannot be read. Copy or download the file again.".formatted(file),
        assertThrows(StyleTransferException.class, stack::open).getMessage());
  }
}
