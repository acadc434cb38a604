package sc.fiji.styletransfer.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;

/**
 * The normal distribution with the mean and the covariance of features.
 *
 * @param mean shape {@code (C, 1)}
 * @param covariance shape {@code (C, C)}
 */
record NormalDistribution(NDArray mean, NDArray covariance) implements AutoCloseable {

  /** Fraction of the mean variance that is added to the diagonal, so that the roots exist. */
  private static final double JITTER = 1e-4;

  /**
   * Computes mean and covariance from moments.
   *
   * @param moments F·Fᵀ/M and, in the last column, the mean; shape {@code (C, C+1)}
   * @return the distribution, to be closed; differentiable
   */
  static NormalDistribution of(final NDArray moments) {
    final long channels = moments.getShape().get(0);
    final NDArray mean = moments.get(new NDIndex(":, {}:", channels));
    try (NDArray second = moments.get(new NDIndex(":, :{}", channels));
        NDArray row = mean.transpose();
        NDArray outer = mean.matMul(row);
        NDArray centred = second.sub(outer);
        NDArray jitter = jitter(centred)) {
      return new NormalDistribution(mean, centred.add(jitter));
    }
  }

  /** Returns the trace of the covariance, the sum of the variances. */
  NDArray trace() {
    return traceOf(covariance);
  }

  /** Returns the trace of a square matrix; differentiable. */
  static NDArray traceOf(final NDArray matrix) {
    try (NDArray identity = matrix.getManager().eye((int) matrix.getShape().get(0));
        NDArray diagonal = matrix.mul(identity)) {
      return diagonal.sum();
    }
  }

  private static NDArray jitter(final NDArray covariance) {
    final int channels = (int) covariance.getShape().get(0);
    try (NDArray trace = traceOf(covariance);
        NDArray identity = covariance.getManager().eye(channels)) {
      return identity.mul((float) Math.max(trace.getFloat() * JITTER / channels, Float.MIN_NORMAL));
    }
  }

  @Override
  public void close() {
    mean.close();
    covariance.close();
  }
}
