package sc.fiji.styletransfer.features;

import sc.fiji.styletransfer.network.Vgg19Layer;

/**
 * The pixels that a position of a layer depends on: position i sees the pixels from i·stride −
 * before to i·stride + after, in each direction. Every 3×3 convolution adds a step of its own
 * spacing on both sides, every 2×2 pooling one step after and then doubles the spacing.
 *
 * @param stride pixels between neighbouring positions
 * @param before pixels seen before i·stride
 * @param after pixels seen after it
 */
public record ReceptiveField(int stride, int before, int after) {

  /**
   * @param layer of the network
   * @return what one of its positions sees
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
   * @return width and height of what is seen, in pixels
   */
  public int size() {
    return before + 1 + after;
  }
}
