package sc.fiji.styletransfer.tensor;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import com.sun.jna.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Only glibc can be told, and only if the environment has not told it already. */
class FreedMemoryTest {

  private static final Shape LARGE = new Shape(64, 400, 400);

  @BeforeEach
  void onLinux() {
    assumeTrue(Platform.isLinux(), "no Linux");
    assumeTrue(System.getenv("GLIBC_TUNABLES") == null, "GLIBC_TUNABLES is set");
  }

  @Test
  void afterTheSessionItGoesBackToTheSystem() throws IOException {
    final long before;
    try (TensorSession session = TensorEngine.start().open(new DeviceChoice("cpu"))) {
      fill(session);
      before = residentPages();
    }
    final long pages = LARGE.size() * Float.BYTES / 4096;
    assertTrue(before - residentPages() > pages / 2, before + " pages, then " + residentPages());
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
