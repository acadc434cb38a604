package sc.fiji.styletransfer.transfer;

/**
 * One stage of a run from coarse to fine.
 *
 * @param size of the picture
 * @param evaluations how many at most
 * @param approach whether only the approach is minimised, not yet the loss itself
 */
record Scale(PictureSize size, int evaluations, boolean approach) {

  /** Pixels evaluated, which is what time is proportional to. */
  double work() {
    return (double) size.pixels() * evaluations;
  }
}
