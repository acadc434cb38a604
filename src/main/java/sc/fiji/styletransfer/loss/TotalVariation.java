package sc.fiji.styletransfer.loss;

import ai.djl.ndarray.NDArray;
import sc.fiji.styletransfer.picture.Rectangle;
import sc.fiji.styletransfer.tensor.Scaled;
import sc.fiji.styletransfer.tensor.Slice;

/**
 * The total variation loss: weight · mean of (x_right − x)² + (x_below − x)² over pixels and
 * colours (Mahendran &amp; Vedaldi 2015, section 3.1, with β = 2). Pixels beyond the edge equal the
 * nearest pixel, so that the edge contributes nothing.
 *
 * @param weight factor of the mean
 */
public record TotalVariation(double weight) implements PixelTerm {

  @Override
  public NDArray of(final NDArray picture) {
    final long height = picture.getShape().get(2);
    final long width = picture.getShape().get(3);
    try (NDArray left = Slice.of(picture, 3, 0, width - 1);
        NDArray right = Slice.of(picture, 3, 1, width);
        NDArray upper = Slice.of(picture, 2, 0, height - 1);
        NDArray lower = Slice.of(picture, 2, 1, height);
        NDArray across = energy(right, left);
        NDArray down = energy(lower, upper);
        NDArray sum = across.add(down)) {
      return Scaled.times(sum, weight / picture.size());
    }
  }

  /**
   * Computes the part of the loss that belongs to a tile: that of the differences between a pixel
   * of the tile and its neighbours to the right and below.
   *
   * @param picture the tile with pixels around it, shape {@code (1, 3, height, width)}
   * @param core the tile within these pixels
   * @param weight factor of the mean
   * @param values number of values of the whole picture, which is the divisor of the mean
   * @return a scalar; differentiable
   */
  public static NDArray ofTile(
      final NDArray picture, final Rectangle core, final double weight, final long values) {
    final long columns = Math.min(core.width(), picture.getShape().get(3) - 1 - core.x());
    final long rows = Math.min(core.height(), picture.getShape().get(2) - 1 - core.y());
    try (NDArray left = part(picture, core.x(), core.y(), columns, core.height());
        NDArray right = part(picture, core.x() + 1, core.y(), columns, core.height());
        NDArray upper = part(picture, core.x(), core.y(), core.width(), rows);
        NDArray lower = part(picture, core.x(), core.y() + 1, core.width(), rows);
        NDArray across = energy(right, left);
        NDArray down = energy(lower, upper);
        NDArray sum = across.add(down)) {
      return Scaled.times(sum, weight / values);
    }
  }

  private static NDArray part(
      final NDArray picture, final long x, final long y, final long width, final long height) {
    return new Rectangle(x, y, width, height).of(picture);
  }

  private static NDArray energy(final NDArray a, final NDArray b) {
    try (NDArray difference = a.sub(b);
        NDArray square = difference.square()) {
      return square.sum();
    }
  }

  @Override
  public void close() {
    // holds no arrays
  }
}
