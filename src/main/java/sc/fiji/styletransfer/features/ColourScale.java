package sc.fiji.styletransfer.features;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import sc.fiji.styletransfer.network.InputConvention;

/**
 * Converts images from one {@link InputConvention} to another: each channel becomes {@code
 * factor·value + offset}. The order of the channels is reversed if only one of the conventions has
 * blue first.
 */
public final class ColourScale implements AutoCloseable {

  private static final Shape PER_CHANNEL = new Shape(1, 3, 1, 1);

  private final NDArray factor;
  private final NDArray offset;
  private final boolean reverse;

  /**
   * @param from convention of the input
   * @param to convention of the output
   * @param manager manager of the factors and offsets
   */
  public ColourScale(
      final InputConvention from, final InputConvention to, final NDManager manager) {
    final float[] factors = new float[3];
    final float[] offsets = new float[3];
    reverse = from.blueFirst() != to.blueFirst();
    for (int i = 0; i < 3; i++) {
      final int c = from.blueFirst() ? 2 - i : i;
      factors[i] = (float) (to.scale().get(c) / from.scale().get(c));
      offsets[i] = (float) (to.scale().get(c) * (from.mean().get(c) - to.mean().get(c)));
    }
    factor = manager.create(factors, PER_CHANNEL);
    offset = manager.create(offsets, PER_CHANNEL);
  }

  /**
   * Converts an image. The result is differentiable.
   *
   * @param picture image of shape {@code (1, 3, H, W)}
   * @return the converted image, with the image's manager
   */
  public NDArray apply(final NDArray picture) {
    try (NDArray scaled = picture.mul(factor)) {
      if (!reverse) return scaled.add(offset);
      try (NDArray shifted = scaled.add(offset)) {
        return shifted.flip(1);
      }
    }
  }

  @Override
  public void close() {
    factor.close();
    offset.close();
  }
}
