package sc.fiji.styletransfer.transfer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.EnumMap;
import java.util.Map;
import sc.fiji.styletransfer.weights.Vgg19Layer;

/** Terms of one kind of one evaluation by layer, each a number on the device. */
final class Terms {

  private final NDManager manager;
  private final Map<Vgg19Layer, NDArray> byLayer = new EnumMap<>(Vgg19Layer.class);

  /**
   * @param manager of the numbers
   */
  Terms(final NDManager manager) {
    this.manager = manager;
  }

  /** Adds a term on a layer. */
  void add(final Vgg19Layer layer, final NDArray term) {
    byLayer.merge(layer, term, NDArray::add);
  }

  /** The sum of all terms, 0 if there are none. */
  NDArray sum() {
    return byLayer.values().stream()
        .reduce(NDArray::add)
        .orElseGet(() -> manager.zeros(new Shape()));
  }

  /** The terms on the host. */
  Map<Vgg19Layer, Double> numbers() {
    final Map<Vgg19Layer, Double> numbers = new EnumMap<>(Vgg19Layer.class);
    byLayer.forEach((layer, term) -> numbers.put(layer, (double) term.getFloat()));
    return numbers;
  }
}
