package sc.fiji.styletransfer.job;

import sc.fiji.styletransfer.loss.LossTerms;
import sc.fiji.styletransfer.transfer.TransferResult;

/**
 * How the run of a plane ended, without its picture, which a record must not keep in memory.
 *
 * @param loss at the picture
 * @param contentFactor how many times as much as its weight says the content counted there
 * @param evaluations how many were done
 * @param stopped whether the user ended it early
 */
record PlaneResult(LossTerms loss, double contentFactor, int evaluations, boolean stopped) {

  static PlaneResult of(final TransferResult result) {
    return new PlaneResult(
        result.loss(), result.contentFactor(), result.evaluations(), result.cancelled());
  }
}
