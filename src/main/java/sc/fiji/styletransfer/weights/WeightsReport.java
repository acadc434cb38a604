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
 * What there is to say of a weights file, all its layers read.
 *
 * @param file that was read
 * @param variant of the network
 * @param fingerprint of the numbers as they are now
 * @param noted fingerprint that was noted when the file was written, if it is one of ours
 * @param source file it was made from, if that was noted
 * @param licence if that was noted
 */
public record WeightsReport(
    Path file,
    NetworkVariant variant,
    NetworkFingerprint fingerprint,
    Optional<NetworkFingerprint> noted,
    Optional<String> source,
    Optional<String> licence) {

  /**
   * @param file to be read
   * @return the report
   * @throws WeightsException if the file cannot be used
   */
  public static WeightsReport of(final Path file) {
    try (TensorFileWeights weights = WeightsFile.open(file)) {
      return of(file, weights);
    }
  }

  /**
   * @return the report on the network that comes with the program, whose file is {@code builtin}
   * @throws WeightsException if the program is incomplete or damaged
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
        weights.note("source"),
        weights.note("licence"));
  }

  /**
   * @return whether the numbers are those that were written; also true of files without a note
   */
  public boolean intact() {
    return noted.map(fingerprint::equals).orElse(true);
  }
}
