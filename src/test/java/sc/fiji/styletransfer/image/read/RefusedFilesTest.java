package sc.fiji.styletransfer.image.read;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sc.fiji.styletransfer.StyleTransferException;

/** Sentences that refuse files, word by word. */
class RefusedFilesTest {

  private static final String REMEDY =
      " Copy or download the file again, or convert it to PNG or TIFF.";

  @TempDir private Path folder;

  private static String refusal(final Executable call) {
    return assertThrows(StyleTransferException.class, call).getMessage();
  }

  private Path write(final String name, final String text) throws IOException {
    return Files.write(folder.resolve(name), text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private void assertRefused(final String sentence, final Path file) {
    assertEquals(sentence.formatted(file), refusal(() -> new ImageFileReader().open(file)));
  }

  @Test
  void thePixelsMustFitIntoTheHeap() {
    final Path file = Path.of("large.png");
    final HeapLimit limit = new HeapLimit(100 << 20, 4);
    assertEquals(
        "The image 'large.png' has 10000 × 9000 pixels and needs about 343 MB of Java's heap, which"
            + " has 100 MB. Give Java more memory or scale the image down.",
        refusal(() -> limit.check(file, 10_000, 9000, 1)));
    assertDoesNotThrow(() -> limit.inPlace().check(file, 10_000, 9000, 1));
    assertEquals(
        "The file 'large.png' is damaged: it states a size of 0 × 9000 pixels. Copy or download the"
            + " file again.",
        refusal(() -> limit.check(file, 0, 9000, 1)));
    assertEquals(
        "The image 'large.png' has 50000 × 50000 pixels, more than ImageJ can hold in a plane."
            + " Scale the image down.",
        refusal(() -> limit.check(file, 50_000, 50_000, 1)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"hello\n", "x;y\n", "X Y\n\n\n", "\n"})
  void wordsAreNoTextImage(final String words) throws IOException {
    assertRefused(
        "The file '%s' is not an image that can be read. Convert it to TIFF or PNG.",
        write("readme.txt", words));
  }

  @Test
  void aBlockOfNoKnownTypeIsNamed() throws IOException {
    assertRefused(
        "The GIF file '%s' is damaged or of an unknown variant: a block has the unknown type 65."
            + REMEDY,
        write("a.gif", "GIF89a\2\0\2\0\0\0\0A"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"PF\nx 3\n-1\n", "Pf\n3 -\n1\n"})
  void aHeaderOfPfmNeedsItsNumbers(final String header) throws IOException {
    assertRefused(
        "The PFM file '%s' is damaged or of an unknown variant: its header lacks a number."
            + REMEDY,
        write("a.pfm", header));
  }

  @Test
  void aFileThatTheSystemDoesNotReadIsSaid() {
    final Path memory = Path.of("/proc/self/mem");
    assumeTrue(Files.isRegularFile(memory), "this system has no file that fails when it is read");
    assertRefused("The file '%s' cannot be read. Check its permissions.", memory);
    assertTrue(!ImageFileReader.claimsToBePicture(memory), "a file that cannot be read");
  }
}
