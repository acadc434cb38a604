package sc.fiji.styletransfer.transfer;

import ai.djl.ndarray.NDArray;

/**
 * How much each position of a layer counts in a statistic, from 0 to 1. Features are multiplied by
 * the square root, so that products of two features are weighted by the mask itself (the guidance
 * channels of Gatys et al. 2017, eq. 6, whose squares sum to one there and to {@link #positions}
 * here).
 */
final class LayerMask implements AutoCloseable {

  private final NDArray root;
  private final double positions;

  private LayerMask(final NDArray root, final double positions) {
    this.root = root;
    this.positions = positions;
  }

  /** All positions count fully. */
  static LayerMask whole(final long positions) {
    return new LayerMask(null, positions);
  }

  /**
   * @param mask shape {@code (1, 1, H, W)}, values from 0 to 1; copied
   */
  static LayerMask of(final NDArray mask) {
    try (NDArray sum = mask.sum()) {
      return new LayerMask(mask.sqrt(), sum.getFloat());
    }
  }

  /** The number of positions, each counted as much as the mask says. */
  double positions() {
    return positions;
  }

  /**
   * @param features of some positions, shape {@code (1, C, region.height, region.width)}
   * @param region where in the layer they are
   * @return features times the square root of the mask, to be closed; differentiable
   */
  NDArray on(final NDArray features, final Region region) {
    if (root == null) return features.reshape(features.getShape());
    try (NDArray there = region.of(root)) {
      return features.mul(there);
    }
  }

  @Override
  public void close() {
    if (root != null) root.close();
  }
}
