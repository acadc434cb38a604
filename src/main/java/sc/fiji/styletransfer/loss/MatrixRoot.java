package sc.fiji.styletransfer.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;

/**
 * The square root and the inverse square root of a symmetric positive matrix M, computed by the
 * coupled Newton–Schulz iteration (Higham 2008, eq. 6.35): Y₀ = M/‖M‖, Z₀ = I, T = (3I − ZY)/2, Y ←
 * Y·T, Z ← T·Z; then Y·√‖M‖ → M^½ and Z/√‖M‖ → M^-½. The iteration needs matrix products only, so
 * that it runs on every device of the network.
 *
 * <p>Twelve iterations resolve eigenvalues down to about 10⁻⁴ of the largest. For smaller
 * eigenvalues, which are noise in single precision, both roots come out too small, so that the
 * inverse root stays bounded.
 *
 * @param root M^½
 * @param inverse M^-½
 */
record MatrixRoot(NDArray root, NDArray inverse) implements AutoCloseable {

  private static final int ITERATIONS = 12;

  /**
   * Parts of ‖M‖ that are added to the diagonal, one after the other, until the iteration
   * converges. A covariance with rounding errors may have negative eigenvalues, for example that of
   * a flat picture. None is below −‖M‖.
   */
  private static final double[] SHIFTS = {0, 0.01, 0.1, 1};

  /**
   * Computes both roots.
   *
   * @param matrix symmetric, positive up to rounding errors, shape {@code (C, C)}, without gradient
   * @return the roots, to be closed
   */
  static MatrixRoot of(final NDArray matrix) {
    return of(matrix, ITERATIONS);
  }

  /**
   * Computes both roots in the precision of the matrix. Each iteration resolves eigenvalues that
   * are 2.25 times smaller; in double precision, thirty resolve 10⁻⁹ of the largest.
   *
   * @param matrix as for {@link #of(NDArray)}
   * @param iterations number of iterations
   * @return the roots, to be closed
   */
  static MatrixRoot of(final NDArray matrix, final int iterations) {
    final double norm = norm(matrix);
    MatrixRoot roots = null;
    for (final double shift : SHIFTS) {
      if (roots != null) roots.close();
      roots = shifted(matrix, norm, shift, iterations);
      if (roots.isBounded(shift)) break;
    }
    return new MatrixRoot(roots.root.muli(Math.sqrt(norm)), roots.inverse.divi(Math.sqrt(norm)));
  }

  /** Computes the roots of M/‖M‖ + shift · I. */
  private static MatrixRoot shifted(
      final NDArray matrix, final double norm, final double shift, final int iterations) {
    try (NDArray identity = identity(matrix)) {
      NDArray y = matrix.div(norm);
      if (shift > 0)
        try (NDArray diagonal = identity.mul(shift)) {
          y.addi(diagonal);
        }
      NDArray z = identity.duplicate();
      for (int i = 0; i < iterations; i++) {
        try (NDArray oldY = y;
            NDArray oldZ = z;
            NDArray t = factor(y, z, identity)) {
          y = oldY.matMul(t);
          z = t.matMul(oldZ);
        }
      }
      return new MatrixRoot(y, z);
    }
  }

  private static NDArray identity(final NDArray matrix) {
    final int channels = (int) matrix.getShape().get(0);
    return matrix.getManager().eye(channels, channels, 0, matrix.getDataType());
  }

  /** Returns whether tr(Y²), which is at most √C + C · shift, is not far larger. */
  private boolean isBounded(final double shift) {
    final double norm = norm(root);
    final long channels = root.getShape().get(0);
    return norm * norm <= 2 * (Math.sqrt(channels) + channels * shift);
  }

  /** Computes T = (3I − ZY)/2. */
  private static NDArray factor(final NDArray y, final NDArray z, final NDArray identity) {
    try (NDArray product = z.matMul(y);
        NDArray three = identity.mul(3)) {
      return three.sub(product).divi(2);
    }
  }

  private static double norm(final NDArray matrix) {
    try (NDArray square = matrix.square();
        NDArray sum = square.sum();
        NDArray single = sum.toType(DataType.FLOAT32, true)) {
      return Math.max(Math.sqrt(single.getFloat()), Float.MIN_NORMAL);
    }
  }

  @Override
  public void close() {
    root.close();
    inverse.close();
  }
}
