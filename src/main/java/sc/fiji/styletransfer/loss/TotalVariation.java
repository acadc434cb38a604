package sc.fiji.styletransfer.loss;

import ai.djl.ndarray.NDArray;
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
