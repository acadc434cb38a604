package sc.fiji.styletransfer.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.ShortProcessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sc.fiji.styletransfer.StyleTransferException;
import sc.fiji.styletransfer.image.read.Damage;
import sc.fiji.styletransfer.image.write.ImageFileWriter;

/**
 * Cuts and garbles label images at random. Each gives regions or one sentence, within a time limit.
 *
 * <p>{@code -Dfuzz.cases=20000} sets the number of files, {@code -Dfuzz.seed} the first seed.
 */
@Tag("slow")
class DamagedLabelsTest {

  private static final Logger LOG = LoggerFactory.getLogger(DamagedLabelsTest.class);

  private static final int CASES = Integer.getInteger("fuzz.cases", 2000);
  private static final long SEED = Long.getLong("fuzz.seed", 17);
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final int SIDE = 16;

  @TempDir private Path folder;

  private List<byte[]> wholeFiles() throws IOException {
    final List<byte[]> files = new ArrayList<>();
    for (final ImageProcessor plane :
        List.of(
            new ByteProcessor(SIDE, SIDE),
            new ShortProcessor(SIDE, SIDE),
            new FloatProcessor(SIDE, SIDE)))
      for (final String ending : List.of(".tif", ".png")) {
        for (int i = 0; i < SIDE * SIDE; i++) plane.setf(i, i / SIDE / 4);
        final Path file = folder.resolve("whole" + ending);
        new ImageFileWriter().write(new ImagePlus("labels", plane), file);
        files.add(Files.readAllBytes(file));
        Files.delete(file);
      }
    return files;
  }

  @Test
  void everyDamagedLabelImageGivesRegionsOrASentence() throws IOException {
    LOG.info("{} damaged label images from seed {}", CASES, SEED);
    final List<byte[]> whole = wholeFiles();
    final Path file = folder.resolve("damaged");
    int read = 0;
    for (int i = 0; i < CASES; i++) {
      final Random random = new Random(SEED + i);
      Files.write(file, Damage.to(whole.get(i % whole.size()), random));
      final String styles = random.nextBoolean() ? RegionPairing.NONE : file.toString();
      read +=
          assertTimeoutPreemptively(
              LIMIT, () -> outcome(file.toString(), styles), "seed " + (SEED + i));
    }
    LOG.info("{} of {} damaged label images gave regions, the others a sentence", read, CASES);
    assertTrue(read > CASES / 20 && read < CASES, "read " + read);
    try (var left = Files.list(folder)) {
      assertEquals(1, left.count());
    }
  }

  private static int outcome(final String content, final String styles) {
    final ImagePlus image = new ImagePlus("image", new ColorProcessor(SIDE, SIDE));
    try {
      new RegionPairing(content, styles).guides(image, List.of(image));
      return 1;
    } catch (final StyleTransferException e) {
      final String message = e.getMessage();
      assertTrue(message.startsWith("The ") || message.startsWith("Region "), message);
      assertTrue(message.endsWith(".") && message.length() < 600, message);
      assertFalse(message.matches("(?s).*([a-z](Exception|Error)|null|\n).*"), message);
      return 0;
    }
  }
}
