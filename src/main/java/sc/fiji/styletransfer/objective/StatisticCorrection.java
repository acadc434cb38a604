package sc.fiji.styletransfer.objective;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Set;
import sc.fiji.styletransfer.loss.FeatureLoss;
import sc.fiji.styletransfer.network.Vgg19Layer;
import sc.fiji.styletransfer.picture.Rectangle;
import sc.fiji.styletransfer.tensor.BFloat16;

/**
 * A style loss with a corrected statistic: it evaluates S + D for the statistic S, where the defect
 * D is the statistic of the exact minus that of the rounded features at the picture of the last
 * correction.
 */
final class StatisticCorrection implements CorrectedLoss {

  private final FeatureLoss loss;
  private final NDManager owner;
  private NDArray defect;

  /**
   * @param loss to correct, owned by this object
   * @param owner of the defect
   */
  StatisticCorrection(final FeatureLoss loss, final NDManager owner) {
    this.loss = loss;
    this.owner = owner;
  }

  @Override
  public void reset() {
    if (defect != null) defect.close();
    defect = null;
  }

  @Override
  public void accumulate(
      final Vgg19Layer layer, final NDArray features, final Rectangle region, final int sign) {
    try (NDArray statistic = loss.statistic(layer, features, region);
        NDArray addend = BFloat16.widen(statistic)) {
      addend.muli(sign);
      if (defect != null) defect.addi(addend);
      else {
        defect = addend.duplicate();
        defect.attach(owner);
      }
    }
  }

  @Override
  public Set<Vgg19Layer> layers() {
    return loss.layers();
  }

  @Override
  public NDArray statistic(final Vgg19Layer layer, final NDArray features, final Rectangle region) {
    return loss.statistic(layer, features, region);
  }

  @Override
  public NDArray value(final NDArray statistic) {
    if (defect == null) return loss.value(statistic);
    try (NDArray corrected = statistic.add(defect)) {
      return loss.value(corrected);
    }
  }

  @Override
  public void close() {
    reset();
    loss.close();
  }
}
