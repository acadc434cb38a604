package sc.fiji.styletransfer.objective;

import ai.djl.ndarray.NDArray;
import sc.fiji.styletransfer.loss.FeatureLoss;
import sc.fiji.styletransfer.network.Vgg19Layer;
import sc.fiji.styletransfer.picture.Rectangle;

/**
 * A loss whose input is corrected for rounding. The correction is the difference between the exact
 * and the rounded network's features, or of statistics of them, at one picture.
 */
interface CorrectedLoss extends FeatureLoss {

  /** Sets the correction to zero. */
  void reset();

  /**
   * Adds one part of a layer to the correction. The caller adds the features of the exact network
   * with sign 1 and those of the rounded network with sign −1.
   *
   * @param layer of the features
   * @param features at some positions, shape {@code (1, C, region.height, region.width)}
   * @param region of the layer that these positions form
   * @param sign 1 or −1
   */
  void accumulate(Vgg19Layer layer, NDArray features, Rectangle region, int sign);
}
