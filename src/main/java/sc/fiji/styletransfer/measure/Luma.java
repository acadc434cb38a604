package sc.fiji.styletransfer.measure;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;

/**
 * The luma of an image and its measures.
 *
 * @param plane 0.299 R + 0.587 G + 0.114 B, shape {@code (1, 1, H, W)}, with the image's manager
 */
record Luma(NDArray plane) {

  private static final Shape STEP = new Shape(1, 1);
  private static final Shape NO_PADDING = new Shape(0, 0);

  /** Window of the structural similarity: a Gaussian of σ = 1.5 over 11×11 pixels. */
  private static final int WINDOW = 11;

  private static final double WINDOW_DEVIATION = 1.5;

  /** (0.01)² and (0.03)² for values from 0 to 1. */
  private static final double C1 = 1e-4;

  private static final double C2 = 9e-4;

  /**
   * Computes the luma of an image.
   *
   * @param picture red, green and blue from 0 to 1, shape {@code (1, 3, H, W)}
   * @return the luma
   */
  static Luma of(final NDArray picture) {
    final float[] weights = {0.299f, 0.587f, 0.114f};
    return new Luma(filter(picture, picture.getManager().create(weights, new Shape(1, 3, 1, 1))));
  }

  /**
   * Computes the mean structural similarity (Wang et al. 2004, eq. 13).
   *
   * @param other luma of an image of the same size
   * @return the similarity, 1 for equal images
   */
  double similarity(final Luma other) {
    final NDArray window = window(plane.getManager());
    final NDArray a = filter(plane, window);
    final NDArray b = filter(other.plane, window);
    final NDArray varianceA = filter(plane.square(), window).sub(a.square());
    final NDArray varianceB = filter(other.plane.square(), window).sub(b.square());
    final NDArray covariance = filter(plane.mul(other.plane), window).sub(a.mul(b));
    final NDArray numerator =
        a.mul(b).mul(2).add((float) C1).mul(covariance.mul(2).add((float) C2));
    final NDArray denominator =
        a.square().add(b.square()).add((float) C1).mul(varianceA.add(varianceB).add((float) C2));
    return numerator.div(denominator).mean().getFloat();
  }

  /** Returns the share of the variance that the binomial filter (1 2 1)/4 in x and y removes. */
  double fine() {
    final float[] kernel = {
      -1 / 16f, -2 / 16f, -1 / 16f, -2 / 16f, 12 / 16f, -2 / 16f, -1 / 16f, -2 / 16f, -1 / 16f
    };
    return share(kernel, 3);
  }

  /** Returns the share of the variance in the checkerboard pattern, the filter (1 −1; −1 1)/4. */
  double checkerboard() {
    return share(new float[] {0.25f, -0.25f, -0.25f, 0.25f}, 2);
  }

  private double share(final float[] kernel, final int side) {
    final NDArray response =
        filter(plane, plane.getManager().create(kernel, new Shape(1, 1, side, side)));
    final double variance = plane.sub(plane.mean()).square().mean().getFloat();
    return response.square().mean().getFloat() / Math.max(variance, Float.MIN_NORMAL);
  }

  private static NDArray window(final NDManager manager) {
    final float[] kernel = new float[WINDOW * WINDOW];
    double sum = 0;
    for (int i = 0; i < kernel.length; i++) {
      final int x = i % WINDOW - WINDOW / 2;
      final int y = i / WINDOW - WINDOW / 2;
      kernel[i] = (float) Math.exp(-(x * x + y * y) / (2 * WINDOW_DEVIATION * WINDOW_DEVIATION));
      sum += kernel[i];
    }
    for (int i = 0; i < kernel.length; i++) kernel[i] /= (float) sum;
    return manager.create(kernel, new Shape(1, 1, WINDOW, WINDOW));
  }

  private static NDArray filter(final NDArray picture, final NDArray kernel) {
    return Conv2d.conv2d(picture, kernel, null, STEP, NO_PADDING).singletonOrThrow();
  }
}
