package sc.fiji.styletransfer.loss;

import ai.djl.ndarray.NDArray;
import sc.fiji.styletransfer.network.Vgg19Layer;
import sc.fiji.styletransfer.picture.Rectangle;
import sc.fiji.styletransfer.tensor.Multiplier;

/**
 * The style loss factor · mean((G − A)²) between the Gram matrices G of the picture and A of the
 * style (Gatys et al. 2016, eq. 4). Divisor and factor follow from {@link StyleFormula}. The
 * statistic is the weighted sum F·Fᵀ over the positions.
 */
final class StyleLoss implements LayerLoss {

  private final Vgg19Layer layer;
  private final NDArray target;
  private final LayerMask mask;
  private final Multiplier perPosition;
  private final Multiplier factor;

  /**
   * The numbers that scale the loss.
   *
   * @param factor of mean((G − A)²), the weight included
   * @param gramDivisor divisor of F·Fᵀ of the picture
   */
  record Scaling(double factor, double gramDivisor) {}

  /**
   * @param layer of the network
   * @param target Gram matrix A of the style, already divided; owned by this object
   * @param scaling factor and divisor
   * @param mask weights of the picture's positions; owned by this object
   */
  StyleLoss(
      final Vgg19Layer layer, final NDArray target, final Scaling scaling, final LayerMask mask) {
    this.layer = layer;
    this.target = target;
    this.mask = mask;
    perPosition = new Multiplier(1 / scaling.gramDivisor(), target.getManager());
    factor = new Multiplier(scaling.factor(), target.getManager());
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
    try (NDArray gram = perPosition.times(statistic);
        NDArray difference = gram.sub(target);
        NDArray square = difference.square();
        NDArray mean = square.mean()) {
      return factor.times(mean);
    }
  }

  @Override
  public void close() {
    target.close();
    mask.close();
    perPosition.close();
    factor.close();
  }
}
