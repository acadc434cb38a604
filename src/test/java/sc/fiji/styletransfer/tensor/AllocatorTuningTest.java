package sc.fiji.styletransfer.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import com.sun.jna.Platform;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.styletransfer.JavaProcess;

/**
 * The allocator of glibc. The session has a process of its own, because earlier tests influence
 * where the allocator puts the next block and whether it returns the block.
 */
class AllocatorTuningTest {

  private static final Shape LARGE = new Shape(64, 400, 400);

  @TempDir private Path folder;

  @Test
  void memoryReturnsToTheSystemAfterTheSession() throws IOException, InterruptedException {
    assumeTrue(Platform.isLinux(), "no Linux");
    final Path log = folder.resolve("log.txt");
    final ProcessBuilder process = JavaProcess.of(Session.class, "256m");
    // The configuration of this process's allocator must not apply to the other process.
    process.environment().remove("GLIBC_TUNABLES");
    final int status =
        process.redirectErrorStream(true).redirectOutput(log.toFile()).start().waitFor();
    assertEquals(0, status, () -> read(log));
  }

  private static String read(final Path log) {
    try {
      return Files.readString(log);
    } catch (final IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The process: uses a large block, frees it and closes the session. */
  static final class Session {

    private Session() {}

    public static void main(final String[] arguments) throws IOException {
      final long before;
      try (TensorSession session = TensorEngine.start().open(new DeviceChoice("cpu"))) {
        fill(session);
        before = residentPages();
      }
      final long pages = LARGE.size() * Float.BYTES / 4096;
      final long after = residentPages();
      assertTrue(before - after > pages / 2, before + " pages, then " + after);
    }

    private static void fill(final TensorSession session) {
      try (NDArray block = session.manager().ones(LARGE)) {
        assertTrue(block.size() > 0);
      }
    }

    private static long residentPages() throws IOException {
      return Long.parseLong(Files.readString(Path.of("/proc/self/statm")).split(" ")[1]);
    }
  }
}
