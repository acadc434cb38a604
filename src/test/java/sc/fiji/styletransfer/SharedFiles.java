package sc.fiji.styletransfer;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** The files beside the project that some tests need; where they are absent, those are skipped. */
public final class SharedFiles {

  private SharedFiles() {}

  /**
   * The file of that name under {@code ../shared}, or a skipped test that says which is missing.
   */
  public static Path require(final String name) {
    final Path path = Path.of("..", "shared").resolve(name);
    assumeTrue(Files.exists(path), () -> path + " is not here");
    return path;
  }

  /** The Oxford network. */
  public static Path oxfordWeights() {
    return require("weights/vgg19-oxford-f16.safetensors");
  }

  /** Values computed by an independent implementation. */
  public static Path reference() {
    return require("reference/vgg19-reference.safetensors");
  }
}
