package sc.fiji.styletransfer.plan;

import sc.fiji.styletransfer.picture.PictureSize;

/**
 * One stage of a run from coarse to fine.
 *
 * @param size of the picture
 * @param evaluations how many at most
 * @param approach whether only the approach is minimised, not yet the loss itself
 */
public record Scale(PictureSize size, int evaluations, boolean approach) {

  /** Pixels evaluated, which is what time is proportional to. */
  public double work() {
    return (double) size.pixels() * evaluations;
  }
}
