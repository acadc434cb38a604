package sc.fiji.styletransfer.loss;

import ai.djl.ndarray.NDArray;
import sc.fiji.styletransfer.tensor.Scaled;

/**
 * Keeps colours from black and white, where strokes would lose their texture: weight · mean of
 * max(0, x − {@value #WHITE})² + max(0, {@value #BLACK} − x)² over pixels and colours. Without it,
 * a result gathers at the bounds all values that a style would drive beyond them.
 *
 * @param weight factor of the mean
 */
public record RangePenalty(double weight) implements PixelTerm {

  private static final float BLACK = 0.02f;
  private static final float WHITE = 0.98f;

  @Override
  public NDArray of(final NDArray picture) {
    try (NDArray inside = picture.clip(BLACK, WHITE);
        NDArray excess = picture.sub(inside);
        NDArray square = excess.square();
        NDArray mean = square.mean()) {
      return Scaled.times(mean, weight);
    }
  }

  @Override
  public void close() {
    // holds no arrays
  }
}
