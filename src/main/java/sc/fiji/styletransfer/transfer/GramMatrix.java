package sc.fiji.styletransfer.transfer;

import ai.djl.ndarray.NDArray;

/**
 * The Gram matrix of a layer's features: G = F·Fᵀ, G_ij = Σ_k F_ik·F_jk, where row i of F holds the
 * responses of filter i at all positions k (Gatys et al. 2016, eq. 3). It says which filters
 * respond together and forgets where.
 */
public final class GramMatrix {

  private GramMatrix() {}

  /**
   * @param features shape {@code (1, C, H, W)}
   * @return shape {@code (C, C)}, summed over the H·W positions, not divided by anything;
   *     differentiable
   */
  public static NDArray of(final NDArray features) {
    final long channels = features.getShape().get(1);
    try (NDArray rows = features.reshape(channels, -1);
        NDArray columns = rows.transpose()) {
      return rows.matMul(columns);
    }
  }
}
