package sc.fiji.styletransfer.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import sc.fiji.styletransfer.network.Vgg19Layer;
import sc.fiji.styletransfer.picture.Rectangle;

/**
 * The first two moments of the features as the statistic of style, in one array of shape {@code (C,
 * C+1)}: F·Fᵀ/M and, in the last column, the mean. The average of the moments of several pictures
 * is the moments of all their positions together.
 */
final class WassersteinStatistic implements StyleStatistic {

  /**
   * Computes the weighted sums F·Fᵀ and ΣF over positions, shape {@code (C, C+1)}; differentiable.
   */
  static NDArray moments(final NDArray features, final LayerMask mask, final Rectangle region) {
    try (NDArray products = mask.gram(features, region);
        NDArray sum = mask.sum(features, region);
        NDArray column = sum.expandDims(1)) {
      return NDArrays.concat(new NDList(products, column), 1);
    }
  }

  @Override
  public NDArray sum(final NDArray features, final LayerMask mask, final Rectangle region) {
    return moments(features, mask, region);
  }

  @Override
  public Shape shape(final long channels) {
    return new Shape(channels, channels + 1);
  }

  /** The last column is the mean, which has no factor of its own. */
  @Override
  public NDArray scaled(final NDArray statistic, final NDArray factors) {
    try (NDArray rows = statistic.mul(factors);
        NDArray columns = factors.transpose();
        NDArray one = factors.getManager().ones(new Shape(1, 1));
        NDArray all = NDArrays.concat(new NDList(columns, one), 1)) {
      return rows.mul(all);
    }
  }

  @Override
  public double divisor(final long channels, final double positions) {
    return positions;
  }

  @Override
  public LayerLoss loss(
      final Vgg19Layer layer, final NDArray target, final double weight, final LayerMask mask) {
    try (target) {
      return new WassersteinLoss(layer, NormalDistribution.of(target), weight, mask);
    }
  }
}
