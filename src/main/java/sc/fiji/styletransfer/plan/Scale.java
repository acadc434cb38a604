package sc.fiji.styletransfer.plan;

import sc.fiji.styletransfer.picture.PictureSize;

/**
 * One entry of a {@link Schedule}: a picture size and the number of evaluations planned at that
 * size. Two scales of the same size follow each other if the run first minimises the loss of an
 * approach there.
 *
 * @param size size of the picture
 * @param evaluations largest number of evaluations
 * @param phase what the run minimises at this scale
 */
public record Scale(PictureSize size, int evaluations, Phase phase) {

  /** Returns whether the scale minimises the loss of the {@link WassersteinApproach}. */
  public boolean approach() {
    return phase == Phase.APPROACH;
  }

  /** Returns the number of evaluated pixels, to which the time is proportional. */
  public double work() {
    return (double) size.pixels() * evaluations;
  }
}
