package sc.fiji.styletransfer.objective;

import ai.djl.ndarray.NDArray;
import java.util.EnumMap;
import java.util.Map;
import sc.fiji.styletransfer.network.Vgg19Layer;

/**
 * Sums the monitored distances of one evaluation by layer. The sums stay on the device, see {@link
 * PendingTerms}.
 */
final class MonitoredDistances {

  private final Map<Vgg19Layer, NDArray> byLayer = new EnumMap<>(Vgg19Layer.class);

  /** Adds a scalar to the distance at a layer. */
  void add(final Vgg19Layer layer, final NDArray distance) {
    byLayer.merge(layer, distance, NDArray::add);
  }

  /** Returns the sums, which this object does not close. */
  Map<Vgg19Layer, NDArray> values() {
    return byLayer;
  }
}
