package sc.fiji.styletransfer.weights;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;

/** Finds the network a user names: one that comes with the program, or a file. */
public final class NetworkChoice {

  /** The network that needs no file. */
  public static final String BUILTIN = "builtin";

  /** Filters drawn from a seed. */
  public static final String RANDOM = "random";

  private static final long RANDOM_SEED = 1;

  private NetworkChoice() {}

  /**
   * @param name {@code builtin}, {@code random}, or the path of a {@code .safetensors} file
   * @return that network, to be closed
   * @throws WeightsException if there is no such network or its file cannot be used
   */
  public static NetworkWeights open(final String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case BUILTIN, RANDOM -> new RandomWeights(RANDOM_SEED);
      default -> openFile(name);
    };
  }

  private static NetworkWeights openFile(final String name) {
    final Path path = path(name);
    if (!Files.isRegularFile(path))
      throw new WeightsException(
          "There is no network '" + name + "'; write builtin or the path of a weights file.");
    return new TensorFileWeights(new SafetensorsFile(path), path.getFileName().toString());
  }

  private static Path path(final String name) {
    try {
      return Path.of(name);
    } catch (final InvalidPathException e) {
      throw new WeightsException("'" + name + "' is not the path of a weights file.", e);
    }
  }
}
