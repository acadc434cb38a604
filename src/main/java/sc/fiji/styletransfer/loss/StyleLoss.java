package sc.fiji.styletransfer.loss;

import ai.djl.ndarray.NDArray;
import sc.fiji.styletransfer.network.Vgg19Layer;
import sc.fiji.styletransfer.picture.Rectangle;
import sc.fiji.styletransfer.tensor.Scaled;

/**
 * How far the Gram matrix G of the features is from that of the style A: weight · factor · mean((G
 * − A)²), divisors and factor as {@link StyleFormula} says (Gatys et al. 2016, eq. 4). Its
 * statistic is F·Fᵀ over the positions that count.
 */
final class StyleLoss implements LayerLoss {

  private final Vgg19Layer layer;
  private final NDArray target;
  private final Scaling scaling;
  private final LayerMask mask;

  /**
   * @param factor of mean((G − A)²), the weight included
   * @param gramDivisor what F·Fᵀ of the image is divided by
   */
  record Scaling(double factor, double gramDivisor) {}

  /**
   * @param layer whose features are compared
   * @param target the style's Gram matrix, divided as the formula says; owned by this object from
   *     now on
   * @param scaling of the matrices and the result
   * @param mask which positions count; owned by this object from now on
   */
  StyleLoss(
      final Vgg19Layer layer, final NDArray target, final Scaling scaling, final LayerMask mask) {
    this.layer = layer;
    this.target = target;
    this.scaling = scaling;
    this.mask = mask;
  }

  @Override
  public Vgg19Layer layer() {
    return layer;
  }

  @Override
  public NDArray statistic(final NDArray features, final Rectangle region) {
    return mask.gram(features, region);
  }

  @Override
  public NDArray value(final NDArray statistic) {
    try (NDArray gram = Scaled.times(statistic, 1 / scaling.gramDivisor());
        NDArray difference = gram.sub(target);
        NDArray square = difference.square();
        NDArray mean = square.mean()) {
      return Scaled.times(mean, scaling.factor());
    }
  }

  @Override
  public void close() {
    target.close();
    mask.close();
  }
}
