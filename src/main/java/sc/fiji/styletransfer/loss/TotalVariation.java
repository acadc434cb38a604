package sc.fiji.styletransfer.loss;

import ai.djl.ndarray.NDArray;
import sc.fiji.styletransfer.tensor.Scaled;

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
    try (NDArray left = picture.get(":, :, :, :-1");
        NDArray right = picture.get(":, :, :, 1:");
        NDArray upper = picture.get(":, :, :-1, :");
        NDArray lower = picture.get(":, :, 1:, :");
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
