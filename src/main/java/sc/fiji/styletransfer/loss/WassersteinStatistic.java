package sc.fiji.styletransfer.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
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

  /** The last column is the mean, which the matrix transforms from one side only. */
  @Override
  public NDArray transformed(final NDArray statistic, final NDArray matrix) {
    final long channels = matrix.getShape().get(0);
    try (NDArray rows = matrix.matMul(statistic);
        NDArray products = rows.get(new NDIndex(":, :{}", channels));
        NDArray second = products.matMul(matrix);
        NDArray mean = rows.get(new NDIndex(":, {}:", channels))) {
      return NDArrays.concat(new NDList(second, mean), 1);
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
