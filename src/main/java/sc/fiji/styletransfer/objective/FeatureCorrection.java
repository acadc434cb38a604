package sc.fiji.styletransfer.objective;

import ai.djl.ndarray.NDArray;
import java.util.Set;
import sc.fiji.styletransfer.loss.FeatureLoss;
import sc.fiji.styletransfer.network.Vgg19Layer;
import sc.fiji.styletransfer.picture.Rectangle;

/**
 * A content loss with corrected features: it evaluates F + D for the features F, where the defect D
 * is the exact minus the rounded features at the picture of the last correction.
 */
final class FeatureCorrection implements CorrectedLoss {

  private final FeatureLoss loss;
  private final NDArray defect;

  /**
   * @param loss to correct, owned by this object
   * @param defect zeros of the layer's shape {@code (1, C, H, W)}, owned by this object
   */
  FeatureCorrection(final FeatureLoss loss, final NDArray defect) {
    this.loss = loss;
    this.defect = defect;
  }

  @Override
  public void reset() {
    defect.muli(0);
  }

  @Override
  public void accumulate(
      final Vgg19Layer layer, final NDArray features, final Rectangle region, final int sign) {
    try (NDArray part = region.of(defect)) {
      if (sign > 0) part.addi(features);
      else part.subi(features);
    }
  }

  @Override
  public Set<Vgg19Layer> layers() {
    return loss.layers();
  }

  @Override
  public NDArray statistic(final Vgg19Layer layer, final NDArray features, final Rectangle region) {
    try (NDArray part = region.of(defect);
        NDArray corrected = features.add(part)) {
      return loss.statistic(layer, corrected, region);
    }
  }

  @Override
  public NDArray value(final NDArray statistic) {
    return loss.value(statistic);
  }

  @Override
  public void close() {
    defect.close();
    loss.close();
  }
}
