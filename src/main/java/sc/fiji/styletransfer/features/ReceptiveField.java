package sc.fiji.styletransfer.features;

import sc.fiji.styletransfer.network.Vgg19Layer;

/**
 * The receptive field of a layer: in each direction, position i depends on the pixels from i·stride
 * − before to i·stride + after. Each 3×3 convolution adds one stride on both sides. Each 2×2
 * pooling adds one stride after the position and then doubles the stride.
 *
 * @param stride distance in pixels between neighbouring positions
 * @param before number of pixels before i·stride
 * @param after number of pixels after i·stride
 */
public record ReceptiveField(int stride, int before, int after) {

  /**
   * @param layer layer of the network
   * @return receptive field of the layer
   */
  public static ReceptiveField of(final Vgg19Layer layer) {
    int stride = 1;
    int before = 0;
    int after = 0;
    for (final Vgg19Layer each : Vgg19Layer.values()) {
      if (each.compareTo(layer) > 0) break;
      if (each.followsPooling()) {
        after += stride;
        stride *= 2;
      }
      before += stride;
      after += stride;
    }
    return new ReceptiveField(stride, before, after);
  }

  /**
   * @return width and height of the receptive field in pixels
   */
  public int size() {
    return before + 1 + after;
  }
}
