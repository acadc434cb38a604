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
 * @param drafted whether the run evaluates its draft network at this scale instead of its own
 */
public record Scale(PictureSize size, int evaluations, Phase phase, boolean drafted) {

  /**
   * Creates an entry at which the run evaluates its own network.
   *
   * @param size size of the picture
   * @param evaluations largest number of evaluations
   * @param phase what the run minimises at this scale
   */
  public Scale(final PictureSize size, final int evaluations, final Phase phase) {
    this(size, evaluations, phase, false);
  }

  /** Returns this scale with a number of evaluations of the draft network. */
  Scale ofDraft(final int number) {
    return new Scale(size, number, phase, true);
  }

  /** Returns whether the scale minimises the loss of the {@link WassersteinApproach}. */
  public boolean approach() {
    return phase == Phase.APPROACH;
  }

  /** Returns the number of evaluated pixels, to which the time is proportional. */
  public double work() {
    return (double) size.pixels() * evaluations;
  }
}
