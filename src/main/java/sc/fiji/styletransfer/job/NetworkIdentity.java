package sc.fiji.styletransfer.job;

import java.util.Optional;
import sc.fiji.styletransfer.network.NetworkFingerprint;
import sc.fiji.styletransfer.network.NetworkWeights;

/**
 * The network in a {@link RunRecord}. Computed once for many runs, since the fingerprint reads all
 * weights.
 *
 * @param name name and variant of the weights
 * @param fingerprint SHA-256 of the weights that the file has
 * @param source origin of the weights, if they state one
 */
public record NetworkIdentity(String name, String fingerprint, Optional<String> source) {

  static NetworkIdentity of(final NetworkWeights weights) {
    return new NetworkIdentity(
        nameOf(weights), NetworkFingerprint.ofPresent(weights).toString(), weights.source());
  }

  /**
   * Returns name and variant without reading the weights.
   *
   * @param weights weights of a network
   * @return for example {@code vgg19.safetensors (oxford)}
   */
  public static String nameOf(final NetworkWeights weights) {
    return weights.name() + " (" + weights.variant() + ")";
  }
}
