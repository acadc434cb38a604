package sc.fiji.styletransfer.pixels;

import ai.djl.ndarray.NDArray;
import java.util.Optional;

/**
 * Where the pixels of a run may go.
 *
 * @param black the units' value of black for each colour, shape {@code (1, 3, 1, 1)}, if pixels are
 *     to stay between black and white
 * @param white likewise of white
 * @param free 1 where pixels may change and 0 where not, shape {@code (1, 1, H, W)}, if not all may
 */
public record Bounds(Optional<NDArray> black, Optional<NDArray> white, Optional<NDArray> free)
    implements AutoCloseable {

  /** Pixels may go anywhere. */
  static final Bounds NONE = new Bounds(Optional.empty(), Optional.empty(), Optional.empty());

  /** Takes from a gradient what would change fixed pixels. */
  public void restrict(final TensorVector gradient) {
    free.ifPresent(mask -> gradient.array().muli(mask));
  }

  /** Moves pixels that left the range to its nearest end. */
  public void limit(final TensorVector pixels) {
    if (black.isEmpty() || white.isEmpty()) return;
    try (NDArray low = pixels.array().maximum(black.get());
        NDArray inside = low.minimum(white.get())) {
      pixels.set(inside);
    }
  }

  @Override
  public void close() {
    black.ifPresent(NDArray::close);
    white.ifPresent(NDArray::close);
    free.ifPresent(NDArray::close);
  }
}
