package sc.fiji.styletransfer.job;

import sc.fiji.styletransfer.loss.LossTerms;
import sc.fiji.styletransfer.transfer.TransferResult;

/**
 * The numbers of a plane's result, without the picture, which a record must not keep in memory.
 *
 * @param loss loss of the result
 * @param contentFactor factor on the content weight in the last evaluation
 * @param evaluations number of evaluations
 * @param stopped whether the user stopped the run
 */
record PlaneResult(LossTerms loss, double contentFactor, int evaluations, boolean stopped) {

  static PlaneResult of(final TransferResult result) {
    return new PlaneResult(
        result.loss(), result.contentFactor(), result.evaluations(), result.cancelled());
  }
}
