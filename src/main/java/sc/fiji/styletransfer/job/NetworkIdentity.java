package sc.fiji.styletransfer.job;

import sc.fiji.styletransfer.network.NetworkFingerprint;
import sc.fiji.styletransfer.network.NetworkWeights;

/**
 * What a {@link RunRecord} says of the network. Found once for many images, since the fingerprint
 * reads every number of the network.
 *
 * @param name of the weights, and which network they are
 * @param fingerprint SHA-256 of the numbers, or why there is none
 */
public record NetworkIdentity(String name, String fingerprint) {

  static NetworkIdentity of(final NetworkWeights weights) {
    final boolean complete = NetworkFingerprint.LAYERS.stream().allMatch(weights::has);
    return new NetworkIdentity(
        nameOf(weights),
        complete ? NetworkFingerprint.of(weights).toString() : "unknown, the file lacks layers");
  }

  /** The name alone, for which no number is read. */
  public static String nameOf(final NetworkWeights weights) {
    return weights.name() + " (" + weights.variant() + ")";
  }
}
