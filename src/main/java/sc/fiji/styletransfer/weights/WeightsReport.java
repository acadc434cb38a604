package sc.fiji.styletransfer.weights;

import java.nio.file.Path;
import java.util.Optional;
import sc.fiji.styletransfer.network.NetworkFingerprint;
import sc.fiji.styletransfer.network.NetworkVariant;
import sc.fiji.styletransfer.network.WeightsException;
import sc.fiji.styletransfer.weights.file.SafetensorsWriter;
import sc.fiji.styletransfer.weights.file.TensorFileWeights;
import sc.fiji.styletransfer.weights.file.WeightsFile;

/**
 * A description of a weights file.
 *
 * @param file the file
 * @param variant variant of the network
 * @param fingerprint fingerprint of the numbers in the file
 * @param noted fingerprint in the file's notes, if this program wrote the file
 * @param source name of the original file, if noted
 * @param licence licence of the weights, if noted
 */
public record WeightsReport(
    Path file,
    NetworkVariant variant,
    NetworkFingerprint fingerprint,
    Optional<NetworkFingerprint> noted,
    Optional<String> source,
    Optional<String> licence) {

  /**
   * Reads all layers of a file.
   *
   * @param file the file
   * @return the description
   * @throws WeightsException if the file cannot be used
   */
  public static WeightsReport of(final Path file) {
    try (TensorFileWeights weights = WeightsFile.open(file)) {
      return of(file, weights);
    }
  }

  /**
   * @return the description of the built-in network, whose file is named {@code builtin}
   * @throws WeightsException if the network is missing or damaged
   */
  public static WeightsReport ofBuiltin() {
    try (TensorFileWeights weights = BuiltinWeights.open()) {
      return of(Path.of(weights.name()), weights);
    }
  }

  private static WeightsReport of(final Path file, final TensorFileWeights weights) {
    return new WeightsReport(
        file,
        weights.variant(),
        NetworkFingerprint.of(weights),
        weights.note(SafetensorsWriter.FINGERPRINT).map(NetworkFingerprint::new),
        weights.source(),
        weights.note("licence"));
  }

  /**
   * @return whether the numbers have the noted fingerprint; true if no fingerprint is noted
   */
  public boolean intact() {
    return noted.map(fingerprint::equals).orElse(true);
  }
}
