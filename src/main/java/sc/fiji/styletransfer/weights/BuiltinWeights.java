package sc.fiji.styletransfer.weights;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import sc.fiji.styletransfer.network.WeightsException;
import sc.fiji.styletransfer.weights.file.ByteSource;
import sc.fiji.styletransfer.weights.file.SafetensorsFile;
import sc.fiji.styletransfer.weights.file.TensorFileWeights;

/**
 * The built-in network, distilled from VGG19 of K. Simonyan and A. Zisserman, Visual Geometry
 * Group, Oxford, CC BY 4.0, by the code in the project's folder {@code training}: VGG19's topology
 * up to conv5_1 with half its channels, and a read-out at each layer that predicts VGG19's
 * features. The weights are a resource beside this class; an open network holds them in memory (7
 * MB).
 */
final class BuiltinWeights {

  /** Name of the resource. */
  static final String RESOURCE = "vgg19-builtin.safetensors";

  private BuiltinWeights() {}

  /**
   * @return the network, to be closed by the caller
   * @throws WeightsException if the resource is missing or damaged
   */
  static TensorFileWeights open() {
    return new TensorFileWeights(
        new SafetensorsFile(Path.of(RESOURCE), ByteSource.of(bytes())), NetworkChoice.BUILTIN);
  }

  private static byte[] bytes() {
    try (InputStream in = BuiltinWeights.class.getResourceAsStream(RESOURCE)) {
      if (in == null)
        throw new WeightsException(
            "The built-in network is missing from this copy of the program. Install the program"
                + " again.");
      return in.readAllBytes();
    } catch (final IOException e) {
      throw new WeightsException(
          "The built-in network cannot be read. Install the program again.", e);
    }
  }
}
