package sc.fiji.styletransfer.loss;

import ai.djl.ndarray.NDArray;
import sc.fiji.styletransfer.network.Vgg19Layer;
import sc.fiji.styletransfer.picture.Rectangle;

/**
 * Style as a Gram matrix F·Fᵀ/divisor; two of them differ by factor · mean((G − A)²).
 *
 * @param divisor of F·Fᵀ
 * @param factor of the mean squared difference
 */
record GramStatistic(Divisor divisor, Factor factor) implements StyleStatistic {

  /** What F·Fᵀ of so many channels and positions is divided by. */
  @FunctionalInterface
  interface Divisor {
    double of(long channels, double positions);
  }

  /** Factor of the mean squared difference to a target A of so many channels. */
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
