package sc.fiji.styletransfer.pixels;

import ai.djl.ndarray.NDArray;
import java.util.Optional;

/**
 * Constraints on the pixels of a run. An empty component sets no constraint.
 *
 * @param black lowest value of each colour, shape {@code (1, 3, 1, 1)}, in the pixel units of the
 *     run
 * @param white highest value of each colour, likewise
 * @param changeable 1 where pixels may change and 0 where they may not, shape {@code (1, 1, H, W)}
 */
public record Bounds(Optional<NDArray> black, Optional<NDArray> white, Optional<NDArray> changeable)
    implements AutoCloseable {

  /** No constraints. */
  static final Bounds NONE = new Bounds(Optional.empty(), Optional.empty(), Optional.empty());

  /**
   * Sets the gradient of pixels that may not change to zero.
   *
   * @param gradient changed in place
   */
  public void maskGradient(final TensorVector gradient) {
    changeable.ifPresent(mask -> gradient.array().muli(mask));
  }

  /**
   * Limits pixels to the range from black to white.
   *
   * @param pixels changed in place
   */
  public void clamp(final TensorVector pixels) {
    if (black.isEmpty() || white.isEmpty()) return;
    try (NDArray low = pixels.array().maximum(black.get());
        NDArray clamped = low.minimum(white.get())) {
      pixels.set(clamped);
    }
  }

  @Override
  public void close() {
    black.ifPresent(NDArray::close);
    white.ifPresent(NDArray::close);
    changeable.ifPresent(NDArray::close);
  }
}
