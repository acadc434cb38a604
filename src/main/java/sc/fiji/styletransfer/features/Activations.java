package sc.fiji.styletransfer.features;

import ai.djl.ndarray.NDArray;
import java.util.EnumMap;
import java.util.Map;
import sc.fiji.styletransfer.network.Vgg19Layer;

/** The activations of several layers for one image, each of shape {@code (1, C, H, W)}. */
public final class Activations implements AutoCloseable {

  private final Map<Vgg19Layer, NDArray> byLayer = new EnumMap<>(Vgg19Layer.class);

  Activations() {}

  /**
   * @param layer one of the requested layers
   * @return the activations of the layer, which this object closes
   */
  public NDArray of(final Vgg19Layer layer) {
    final NDArray features = byLayer.get(layer);
    if (features == null) throw new IllegalArgumentException(layer + " was not requested");
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
