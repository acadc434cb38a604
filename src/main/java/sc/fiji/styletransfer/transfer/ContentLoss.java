package sc.fiji.styletransfer.transfer;

import ai.djl.ndarray.NDArray;
import sc.fiji.styletransfer.weights.Vgg19Layer;

/**
 * How far the features F are from those of the content P: weight · mean((F − P)²). Gatys et al.
 * 2016 (eq. 1) have ½Σ instead of the mean; with the mean, a weight means the same at every image
 * size. Its statistic is Σ(F − P)².
 */
final class ContentLoss implements LayerLoss {

  private final Vgg19Layer layer;
  private final NDArray target;
  private final double weight;

  /**
   * @param layer whose features are compared
   * @param target the content's, shape {@code (1, C, H, W)}; owned by this object from now on
   * @param weight factor of the term
   */
  ContentLoss(final Vgg19Layer layer, final NDArray target, final double weight) {
    this.layer = layer;
    this.target = target;
    this.weight = weight;
  }

  @Override
  public Vgg19Layer layer() {
    return layer;
  }

  @Override
  public NDArray statistic(final NDArray features, final Region region) {
    try (NDArray there = region.of(target);
        NDArray difference = features.sub(there);
        NDArray square = difference.square()) {
      return square.sum();
    }
  }

  @Override
  public NDArray value(final NDArray statistic) {
    return statistic.mul((float) (weight / target.size()));
  }

  @Override
  public void close() {
    target.close();
  }
}
