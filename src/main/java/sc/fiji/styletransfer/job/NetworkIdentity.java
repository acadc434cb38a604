package sc.fiji.styletransfer.job;

import sc.fiji.styletransfer.network.NetworkFingerprint;
import sc.fiji.styletransfer.network.NetworkWeights;

/**
 * The network in a {@link RunRecord}. Computed once for many runs, since the fingerprint reads all
 * weights.
 *
 * @param name name and variant of the weights
 * @param fingerprint SHA-256 of the weights, or why there is none
 */
public record NetworkIdentity(String name, String fingerprint) {

  static NetworkIdentity of(final NetworkWeights weights) {
    final boolean complete = NetworkFingerprint.LAYERS.stream().allMatch(weights::has);
    return new NetworkIdentity(
        nameOf(weights),
        complete ? NetworkFingerprint.of(weights).toString() : "unknown, the file lacks layers");
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
