package sc.fiji.styletransfer.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;

/**
 * The linear map that moves features with one matrix of second moments to features with another by
 * the shortest way (the optimal transport between normal distributions: Dowson &amp; Landau 1982):
 * A = M^-½ (M^½ M* M^½)^½ M^-½, so that A·M·A = M*. A share s of the way is (1 − s)·I + s·A (the
 * interpolation of McCann 1997). It is computed in double precision, because the smallest moments
 * are 10⁻⁴ of the largest and their products 10⁻⁸.
 */
public final class TransportMap {

  /** Fraction of the mean second moment that is added to both, because a channel may be 0. */
  private static final double FLOOR = 0.01;

  /** The matrix in the middle has the square of the condition of the others. */
  private static final int ITERATIONS = 30;

  private TransportMap() {}

  /**
   * Computes the map.
   *
   * @param from second moments F·Fᵀ/M, shape {@code (C, C)}
   * @param to likewise
   * @param share of the way, 0 for the identity and 1 for all of it
   * @return symmetric matrix, shape {@code (C, C)}
   */
  public static NDArray of(final NDArray from, final NDArray to, final double share) {
    final int channels = (int) from.getShape().get(0);
    try (NDArray identity = from.getManager().eye(channels, channels, 0, DataType.FLOAT64);
        NDArray trace = NormalDistribution.traceOf(from);
        NDArray floor = identity.mul(FLOOR * trace.getFloat() / channels);
        NDArray start = from.toType(DataType.FLOAT64, true).addi(floor);
        NDArray end = to.toType(DataType.FLOAT64, true).addi(floor);
        MatrixRoot roots = MatrixRoot.of(start, ITERATIONS);
        NDArray half = roots.root().matMul(end);
        NDArray product = half.matMul(roots.root());
        NDArray symmetric = symmetric(product);
        MatrixRoot middle = MatrixRoot.of(symmetric, ITERATIONS);
        NDArray left = roots.inverse().matMul(middle.root());
        NDArray whole = left.matMul(roots.inverse());
        NDArray part = whole.mul(share);
        NDArray rest = identity.mul(1 - share);
        NDArray map = part.add(rest);
        NDArray exact = symmetric(map)) {
      return exact.toType(DataType.FLOAT32, true);
    }
  }

  /** Returns the mean of a matrix and its transpose, without the asymmetry of rounding. */
  private static NDArray symmetric(final NDArray matrix) {
    try (NDArray turned = matrix.transpose();
        NDArray twice = matrix.add(turned)) {
      return twice.div(2);
    }
  }
}
