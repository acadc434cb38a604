package sc.fiji.styletransfer.transfer;

import ai.djl.ndarray.NDArray;
import sc.fiji.styletransfer.weights.Vgg19Layer;

/**
 * How far the Gram matrix G of the features is from that of the style A: weight · factor · mean((G
 * − A)²), divisors and factor as {@link StyleFormula} says (Gatys et al. 2016, eq. 4). Its
 * statistic is F·Fᵀ.
 */
final class StyleLoss implements LayerLoss {

  private final Vgg19Layer layer;
  private final NDArray target;
  private final double gramDivisor;
  private final double factor;

  /**
   * @param layer whose features are compared
   * @param target the style's Gram matrix, divided as the formula says; owned by this object from
   *     now on
   * @param factor of mean((G − A)²), the weight included
   * @param gramDivisor what F·Fᵀ of the image is divided by
   */
  StyleLoss(
      final Vgg19Layer layer, final NDArray target, final double factor, final double gramDivisor) {
    this.layer = layer;
    this.target = target;
    this.factor = factor;
    this.gramDivisor = gramDivisor;
  }

  @Override
  public Vgg19Layer layer() {
    return layer;
  }

  @Override
  public NDArray statistic(final NDArray features, final Region region) {
    return GramMatrix.of(features);
  }

  @Override
  public NDArray value(final NDArray statistic) {
    try (NDArray gram = statistic.div(gramDivisor);
        NDArray difference = gram.sub(target);
        NDArray square = difference.square();
        NDArray mean = square.mean()) {
      return mean.mul((float) factor);
    }
  }

  @Override
  public void close() {
    target.close();
  }
}
