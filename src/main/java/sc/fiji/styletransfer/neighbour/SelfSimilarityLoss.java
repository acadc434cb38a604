package sc.fiji.styletransfer.neighbour;

import ai.djl.ndarray.NDArray;
import sc.fiji.styletransfer.loss.LayerLoss;
import sc.fiji.styletransfer.network.Vgg19Layer;
import sc.fiji.styletransfer.picture.Rectangle;
import sc.fiji.styletransfer.tensor.Multiplier;

/**
 * The structure of the content without its features (after the content term of Kolkin et al. 2019,
 * STROTSS): weight · Σ(D − D*)²/ΣD*² for the {@link SelfSimilarity} D* of the content. A picture
 * may replace all colours and textures of the content, and the loss remains 0 while equal parts
 * stay equal and different parts different. The statistic holds the features of the positions that
 * are compared.
 */
final class SelfSimilarityLoss implements LayerLoss {

  private static final float SMALLEST = 1e-8f;

  private final SelfSimilarity content;
  private final Multiplier factor;

  /**
   * @param content its self-similarity; not closed by this object
   * @param weight factor of the loss
   */
  SelfSimilarityLoss(final SelfSimilarity content, final double weight) {
    this.content = content;
    final NDArray target = content.distances();
    try (NDArray squares = target.square();
        NDArray sum = squares.sum()) {
      factor = new Multiplier(weight / Math.max(sum.getFloat(), SMALLEST), target.getManager());
    }
  }

  @Override
  public Vgg19Layer layer() {
    return content.layer();
  }

  @Override
  public NDArray statistic(final NDArray features, final Rectangle region) {
    return content.sampled(features, region);
  }

  @Override
  public NDArray value(final NDArray statistic) {
    try (NDArray present = SelfSimilarity.distances(statistic);
        NDArray difference = present.sub(content.distances());
        NDArray squares = difference.square();
        NDArray sum = squares.sum()) {
      return factor.times(sum);
    }
  }

  @Override
  public void close() {
    factor.close();
  }
}
