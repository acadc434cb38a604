package sc.fiji.styletransfer.objective;

import ai.djl.ndarray.NDArray;
import sc.fiji.styletransfer.loss.LayerLoss;
import sc.fiji.styletransfer.network.Vgg19Layer;
import sc.fiji.styletransfer.picture.Rectangle;

/**
 * A term of the content whose features F are corrected: it judges F + (exact features − rounded
 * ones), the bracket as it was where it was learnt.
 */
final class FeatureCorrection implements CorrectedLoss {

  private final LayerLoss loss;
  private final NDArray defect;

  /**
   * @param loss corrected, owned by this object from now on
   * @param defect zeros of the layer's shape {@code (1, C, H, W)}, owned by this object from now on
   */
  FeatureCorrection(final LayerLoss loss, final NDArray defect) {
    this.loss = loss;
    this.defect = defect;
  }

  @Override
  public void forget() {
    defect.muli(0);
  }

  @Override
  public void learn(final NDArray features, final Rectangle region, final int sign) {
    try (NDArray place = region.of(defect)) {
      if (sign > 0) place.addi(features);
      else place.subi(features);
    }
  }

  @Override
  public Vgg19Layer layer() {
    return loss.layer();
  }

  @Override
  public NDArray statistic(final NDArray features, final Rectangle region) {
    try (NDArray there = region.of(defect);
        NDArray corrected = features.add(there)) {
      return loss.statistic(corrected, region);
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
