package sc.fiji.styletransfer.loss;

import ai.djl.ndarray.NDArray;
import sc.fiji.styletransfer.network.Vgg19Layer;
import sc.fiji.styletransfer.picture.Rectangle;

/**
 * The Gram matrix F·Fᵀ/divisor as the statistic of style, with the loss factor · mean((G − A)²).
 *
 * @param divisor of F·Fᵀ
 * @param factor of the mean squared difference
 */
record GramStatistic(Divisor divisor, Factor factor) implements StyleStatistic {

  /** Returns the divisor of F·Fᵀ for a number of channels and positions. */
  @FunctionalInterface
  interface Divisor {
    double of(long channels, double positions);
  }

  /**
   * Returns the factor of mean((G − A)²) for a target A with a number of channels and positions.
   */
  @FunctionalInterface
  interface Factor {
    double of(NDArray target, long channels, double positions);
  }

  @Override
  public NDArray sum(final NDArray features, final LayerMask mask, final Rectangle region) {
    return mask.gram(features, region);
  }

  @Override
  public double divisor(final long channels, final double positions) {
    return divisor.of(channels, positions);
  }

  @Override
  public LayerLoss loss(
      final Vgg19Layer layer, final NDArray target, final double weight, final LayerMask mask) {
    final long channels = target.getShape().get(0);
    return new StyleLoss(
        layer,
        target,
        new StyleLoss.Scaling(
            weight * factor.of(target, channels, mask.positions()),
            divisor.of(channels, mask.positions())),
        mask);
  }
}
