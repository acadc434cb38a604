package sc.fiji.styletransfer.weights.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sc.fiji.styletransfer.JavaProcess;

/** Thousands of generated files, see {@link HostileGenerator}, on a small heap. */
@Tag("slow")
@Timeout(value = 2, unit = TimeUnit.HOURS)
class HostileRunTest {

  /** Number of files; {@code -Dhostile=20000} for a long test. */
  private static final int FILES = Integer.getInteger("hostile", 1500);

  private static final long SEED = Long.getLong("hostile.seed", 20261130);

  private static final Logger LOG = LoggerFactory.getLogger(HostileRunTest.class);

  @TempDir private Path folder;

  @Test
  void noFileHangsTheReaderEndsTheProcessOrFillsTheMemory() throws Exception {
    final Path log = folder.resolve("log.txt");
    final Process process =
        JavaProcess.of(
                HostileRun.class,
                "192m",
                folder.toString(),
                String.valueOf(FILES),
                String.valueOf(SEED))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      assertTrue(process.waitFor(1, TimeUnit.HOURS), "the process does not end");
      final String output = Files.readString(log);
      assertEquals(0, process.exitValue(), output);
      LOG.info("From seed {}: {}", SEED, output.strip());
      assertTrue(output.contains(FILES + " files"), output);
    } finally {
      process.destroyForcibly();
    }
  }
}
