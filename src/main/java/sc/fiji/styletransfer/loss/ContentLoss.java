package sc.fiji.styletransfer.loss;

import ai.djl.ndarray.NDArray;
import sc.fiji.styletransfer.network.Vgg19Layer;
import sc.fiji.styletransfer.picture.Rectangle;
import sc.fiji.styletransfer.tensor.Scaled;

/**
 * How far the features F are from those of the content P: factor · Σ(F − P)², with the factor that
 * {@link ContentFormula} says. Gatys et al. 2016 (eq. 1) have the factor ½; with a mean or a ratio
 * instead, a weight means the same at every image size. Its statistic is Σ(F − P)².
 */
public final class ContentLoss implements LayerLoss {

  private final Vgg19Layer layer;
  private final NDArray target;
  private final double factor;

  /**
   * @param layer whose features are compared
   * @param target the content's, shape {@code (1, C, H, W)}; owned by this object from now on
   * @param factor of Σ(F − P)², the weight included
   */
  public ContentLoss(final Vgg19Layer layer, final NDArray target, final double factor) {
    this.layer = layer;
    this.target = target;
    this.factor = factor;
  }

  @Override
  public Vgg19Layer layer() {
    return layer;
  }

  @Override
  public NDArray statistic(final NDArray features, final Rectangle region) {
    try (NDArray there = region.of(target);
        NDArray difference = features.sub(there);
        NDArray square = difference.square()) {
      return square.sum();
    }
  }

  @Override
  public NDArray value(final NDArray statistic) {
    return Scaled.times(statistic, factor);
  }

  @Override
  public void close() {
    target.close();
  }
}
