package sc.fiji.styletransfer.objective;

import ai.djl.ndarray.NDArray;
import java.util.EnumMap;
import java.util.Map;
import sc.fiji.styletransfer.network.Vgg19Layer;

/** Distances of one evaluation by layer, each a number on the device until all are known. */
final class MonitoredDistances {

  private final Map<Vgg19Layer, NDArray> byLayer = new EnumMap<>(Vgg19Layer.class);

  /** Adds a distance at a layer. */
  void add(final Vgg19Layer layer, final NDArray distance) {
    byLayer.merge(layer, distance, NDArray::add);
  }

  /** The distances on the host. */
  Map<Vgg19Layer, Double> numbers() {
    final Map<Vgg19Layer, Double> numbers = new EnumMap<>(Vgg19Layer.class);
    byLayer.forEach((layer, distance) -> numbers.put(layer, (double) distance.getFloat()));
    return numbers;
  }
}
