package sc.fiji.styletransfer.features;

import ai.djl.ndarray.NDArray;
import java.util.EnumMap;
import java.util.Map;
import sc.fiji.styletransfer.network.Vgg19Layer;

/** What some layers of the network answer to a picture, each of shape {@code (1, C, H, W)}. */
public final class Activations implements AutoCloseable {

  private final Map<Vgg19Layer, NDArray> byLayer = new EnumMap<>(Vgg19Layer.class);

  Activations() {}

  /**
   * @param layer one of the layers asked for
   * @return its activations, closed with this object
   */
  public NDArray of(final Vgg19Layer layer) {
    final NDArray features = byLayer.get(layer);
    if (features == null) throw new IllegalArgumentException(layer + " was not asked for");
    return features;
  }

  void put(final Vgg19Layer layer, final NDArray features) {
    byLayer.put(layer, features);
  }

  @Override
  public void close() {
    byLayer.values().forEach(NDArray::close);
  }
}
