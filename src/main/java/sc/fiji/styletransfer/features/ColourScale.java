package sc.fiji.styletransfer.features;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import sc.fiji.styletransfer.weights.InputConvention;

/**
 * A linear map of the colours of a picture, for each channel {@code factor·value + offset}. It
 * leads from one {@link InputConvention} to another; channels are always R, G, B here.
 */
public final class ColourScale implements AutoCloseable {

  private static final Shape PER_CHANNEL = new Shape(1, 3, 1, 1);

  private final NDArray factor;
  private final NDArray offset;

  /**
   * @param from the convention the values follow
   * @param to the convention wanted
   * @param manager where the two arrays live
   */
  public ColourScale(
      final InputConvention from, final InputConvention to, final NDManager manager) {
    final float[] factors = new float[3];
    final float[] offsets = new float[3];
    for (int c = 0; c < 3; c++) {
      factors[c] = (float) (to.scale().get(c) / from.scale().get(c));
      offsets[c] = (float) (to.scale().get(c) * (from.mean().get(c) - to.mean().get(c)));
    }
    factor = manager.create(factors, PER_CHANNEL);
    offset = manager.create(offsets, PER_CHANNEL);
  }

  /**
   * @param picture shape {@code (1, 3, H, W)}
   * @return the same picture in the other convention; differentiable, owned by the picture's
   *     manager
   */
  public NDArray apply(final NDArray picture) {
    try (NDArray scaled = picture.mul(factor)) {
      return scaled.add(offset);
    }
  }

  @Override
  public void close() {
    factor.close();
    offset.close();
  }
}
