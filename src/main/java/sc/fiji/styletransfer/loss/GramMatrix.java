package sc.fiji.styletransfer.loss;

import ai.djl.ndarray.NDArray;
import sc.fiji.styletransfer.tensor.BFloat16;

/**
 * The Gram matrix of a layer's features: G = F·Fᵀ, G_ij = Σ_k F_ik·F_jk, where row i of F holds the
 * responses of filter i at all positions k (Gatys et al. 2016, eq. 3). It says which filters
 * respond together and forgets where.
 */
public final class GramMatrix {

  private GramMatrix() {}

  /**
   * @param features shape {@code (1, C, H, W)}, of float32 or bfloat16
   * @return shape {@code (C, C)} of float32, summed over the H·W positions, not divided by
   *     anything; differentiable by functions L whose derivative with G is symmetric, as that of
   *     every function of a symmetric matrix can be written: ∂L/∂F = 2·∂L/∂G·F is then one product
   *     instead of the two that the engine would form
   */
  public static NDArray of(final NDArray features) {
    try (NDArray fixed = features.stopGradient()) {
      return of(features, fixed);
    }
  }

  /**
   * @param features shape {@code (1, C, H, W)}
   * @param weighted the same, each position times how much it counts, m_k; off the tape
   * @return Σ_k F_ik·m_k·F_jk, otherwise as {@link #of(NDArray)}
   */
  static NDArray of(final NDArray features, final NDArray weighted) {
    final long channels = features.getShape().get(1);
    try (NDArray rows = features.reshape(channels, -1);
        NDArray fixed = weighted.reshape(channels, -1);
        NDArray columns = fixed.transpose();
        NDArray narrow = rows.matMul(columns);
        NDArray product = BFloat16.widen(narrow);
        NDArray constant = product.stopGradient()) {
      // 2·G − G: the value of G, and twice the slope of the one factor that is not fixed.
      final NDArray doubled = product.add(product);
      return doubled.subi(constant);
    }
  }
}
