package sc.fiji.styletransfer.transfer;

import java.util.Optional;
import sc.fiji.styletransfer.features.Precision;
import sc.fiji.styletransfer.features.Vgg19;
import sc.fiji.styletransfer.network.NetworkFingerprint;
import sc.fiji.styletransfer.network.NetworkWeights;
import sc.fiji.styletransfer.network.Vgg19Layer;
import sc.fiji.styletransfer.settings.Settings;
import sc.fiji.styletransfer.settings.TransferSettings;
import sc.fiji.styletransfer.tensor.TensorSession;

/** Loads a network onto the device as far as a run needs it, and keeps it for the next runs. */
final class NetworkLoader implements AutoCloseable {

  private record Key(Vgg19Layer deepest, Vgg19.Variations variations) {}

  private final NetworkWeights weights;
  private final TensorSession session;
  private Key key;
  private NetworkPair pair;
  private String fingerprint;

  /**
   * @param weights weights of the network; this object closes them
   * @param session session on the device
   */
  NetworkLoader(final NetworkWeights weights, final TensorSession session) {
    this.weights = weights;
    this.session = session;
  }

  /** Returns the weights, which this object closes. */
  NetworkWeights weights() {
    return weights;
  }

  /**
   * Returns the network up to the deepest layer of the settings; loads it if necessary.
   *
   * @param settings pooling, border and layers of a run
   * @param precision precision of the run
   * @return the network, which this object closes
   */
  NetworkPair network(final TransferSettings settings, final Precision precision) {
    final Key required =
        new Key(
            settings.deepestLayer(),
            new Vgg19.Variations(
                settings.get(Settings.POOLING), settings.get(Settings.BORDER), precision));
    if (!required.equals(key)) load(required);
    return pair;
  }

  private void load(final Key required) {
    closeNetwork();
    final Vgg19.Variations variations = required.variations();
    final Vgg19 vgg = load(required.deepest(), variations);
    try {
      pair =
          new NetworkPair(
              vgg,
              variations.precision() == Precision.MIXED
                  ? load(
                      required.deepest(),
                      new Vgg19.Variations(variations.pooling(), variations.border()))
                  : vgg);
    } catch (final RuntimeException | Error e) {
      vgg.close();
      throw e;
    }
    key = required;
  }

  private Vgg19 load(final Vgg19Layer deepest, final Vgg19.Variations variations) {
    return new Vgg19(weights, deepest, variations, session.manager());
  }

  /** Returns the precision of the network that is loaded; empty if none is. */
  Optional<Precision> precision() {
    return Optional.ofNullable(key).map(loaded -> loaded.variations().precision());
  }

  /** Returns the fingerprint of the weights, which is computed once. */
  String fingerprint() {
    if (fingerprint == null) fingerprint = NetworkFingerprint.ofPresent(weights).hex();
    return fingerprint;
  }

  private void closeNetwork() {
    if (pair != null) pair.close();
    pair = null;
    key = null;
  }

  @Override
  public void close() {
    try (weights) {
      closeNetwork();
    }
  }
}
