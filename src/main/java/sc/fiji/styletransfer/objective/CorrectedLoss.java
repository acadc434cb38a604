package sc.fiji.styletransfer.objective;

import ai.djl.ndarray.NDArray;
import sc.fiji.styletransfer.loss.LayerLoss;
import sc.fiji.styletransfer.picture.Rectangle;

/** A term of the loss that takes off what rounding does to the features it judges. */
interface CorrectedLoss extends LayerLoss {

  /** Forgets what rounding did elsewhere. */
  void forget();

  /**
   * Takes in what a network answers at some positions: what the exact one does once, and what the
   * one that rounds does with the other sign.
   *
   * @param features of these positions, shape {@code (1, C, region.height, region.width)}
   * @param region where in the layer they are
   * @param sign 1 or −1
   */
  void learn(NDArray features, Rectangle region, int sign);
}
