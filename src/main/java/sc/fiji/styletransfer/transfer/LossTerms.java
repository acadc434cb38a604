package sc.fiji.styletransfer.transfer;

/**
 * The value of the loss at one picture, weights applied.
 *
 * @param content alpha · content loss
 * @param style beta · style loss, summed over the layers
 * @param pixels smoothness and coherence, the terms that judge the pixels themselves
 */
public record LossTerms(double content, double style, double pixels) {

  /**
   * A loss without terms on the pixels.
   *
   * @param content alpha · content loss
   * @param style beta · style loss, summed over the layers
   */
  public LossTerms(final double content, final double style) {
    this(content, style, 0);
  }

  /** The same with these terms on the pixels. */
  LossTerms withPixels(final double value) {
    return new LossTerms(content, style, value);
  }

  /**
   * @return what is minimised, the sum of the terms (Gatys et al. 2016, eq. 7)
   */
  public double total() {
    return content + style + pixels;
  }
}
