package sc.fiji.styletransfer.transfer;

/**
 * The value of the loss at one picture, weights applied.
 *
 * @param content alpha · content loss
 * @param style beta · style loss, summed over the layers
 */
public record LossTerms(double content, double style) {

  /**
   * @return what is minimised, the sum of the terms (Gatys et al. 2016, eq. 7)
   */
  public double total() {
    return content + style;
  }
}
