package sc.fiji.styletransfer.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;

/**
 * Computes the Gram matrix of a layer's features: G = F·Fᵀ, G_ij = Σ_k F_ik·F_jk, where row i of F
 * holds the responses of filter i at all positions k (Gatys et al. 2016, eq. 3). It describes which
 * filters respond together, without their positions.
 */
public final class GramMatrix {

  private static final Shape ONE = new Shape(1);

  private GramMatrix() {}

  /**
   * Computes the Gram matrix.
   *
   * <p>The gradient is correct for functions L whose derivative ∂L/∂G is symmetric, which every
   * function of a symmetric matrix can be written to have. Then ∂L/∂F = 2·∂L/∂G·F needs one matrix
   * product instead of the two that the engine would compute.
   *
   * @param features shape {@code (1, C, H, W)}, float32 or bfloat16
   * @return shape {@code (C, C)}, float32, the sum over the H·W positions without a divisor;
   *     differentiable
   */
  public static NDArray of(final NDArray features) {
    try (NDArray constant = features.stopGradient()) {
      return of(features, constant);
    }
  }

  /**
   * Computes the weighted Gram matrix Σ_k F_ik·m_k·F_jk.
   *
   * @param features F, shape {@code (1, C, H, W)}
   * @param weighted the features times the weights m_k of the positions, without gradient
   * @return like {@link #of(NDArray)}
   */
  static NDArray of(final NDArray features, final NDArray weighted) {
    final long channels = features.getShape().get(1);
    try (NDArray rows = features.reshape(channels, -1);
        NDArray weightedRows = weighted.reshape(channels, -1);
        NDArray columns = weightedRows.transpose();
        NDArray product = rows.matMul(columns);
        NDArray constant = product.stopGradient();
        NDArray two = product.getManager().full(ONE, 2, DataType.FLOAT32)) {
      // 2·G − G has the value of G, and twice the gradient of the one factor that has a gradient.
      // The factor has a dimension, so that the engine converts bfloat16 to its type.
      final NDArray doubled = product.mul(two);
      return doubled.subi(constant);
    }
  }
}
