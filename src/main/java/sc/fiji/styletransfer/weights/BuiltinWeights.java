package sc.fiji.styletransfer.weights;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import sc.fiji.styletransfer.network.WeightsException;
import sc.fiji.styletransfer.weights.file.ByteSource;
import sc.fiji.styletransfer.weights.file.SafetensorsFile;
import sc.fiji.styletransfer.weights.file.TensorFileWeights;

/**
 * The network that comes with the program: VGG19 up to conv5_1, learned from drawn pictures only by
 * the code in the project's folder {@code training}. It is a resource beside this class, read once
 * into memory (26 MB) and let go of when it is closed.
 */
final class BuiltinWeights {

  /** Name of the resource. */
  static final String RESOURCE = "vgg19-builtin.safetensors";

  private BuiltinWeights() {}

  /**
   * @return the network, to be closed
   * @throws WeightsException if the program is incomplete or damaged
   */
  static TensorFileWeights open() {
    return new TensorFileWeights(
        new SafetensorsFile(Path.of(RESOURCE), ByteSource.of(bytes())), NetworkChoice.BUILTIN);
  }

  private static byte[] bytes() {
    try (InputStream in = BuiltinWeights.class.getResourceAsStream(RESOURCE)) {
      if (in == null)
        throw new WeightsException(
            "The built-in network is missing from this copy of the program; install it again.");
      return in.readAllBytes();
    } catch (final IOException e) {
      throw new WeightsException(
          "The built-in network cannot be read; install the program again.", e);
    }
  }
}
