package sc.fiji.styletransfer.loss;

import ai.djl.ndarray.NDArray;
import sc.fiji.styletransfer.network.Vgg19Layer;
import sc.fiji.styletransfer.picture.Rectangle;
import sc.fiji.styletransfer.tensor.Multiplier;

/**
 * The content loss factor · Σ(F − P)² between the features F of the picture and P of the content.
 * The factor follows from {@link ContentFormula}. Gatys et al. 2016 (eq. 1) use the factor ½; with
 * a mean or a ratio instead, a weight has the same meaning at every image size. The statistic is
 * Σ(F − P)².
 */
public final class ContentLoss implements LayerLoss {

  private final Vgg19Layer layer;
  private final NDArray target;
  private final Multiplier factor;

  /**
   * @param layer of the network
   * @param target features P of the content, shape {@code (1, C, H, W)}; owned by this object
   * @param factor of Σ(F − P)², the weight included
   */
  public ContentLoss(final Vgg19Layer layer, final NDArray target, final double factor) {
    this.layer = layer;
    this.target = target;
    this.factor = new Multiplier(factor, target.getManager());
  }

  @Override
  public Vgg19Layer layer() {
    return layer;
  }

  @Override
  public NDArray statistic(final NDArray features, final Rectangle region) {
    try (NDArray part = region.of(target);
        NDArray difference = features.sub(part);
        NDArray square = difference.square()) {
      return square.sum();
    }
  }

  @Override
  public NDArray value(final NDArray statistic) {
    return factor.times(statistic);
  }

  @Override
  public void close() {
    target.close();
    factor.close();
  }
}
