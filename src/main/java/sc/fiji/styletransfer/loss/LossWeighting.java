package sc.fiji.styletransfer.loss;

/**
 * A temporary change of the loss that is minimised, for example in the first part of a run.
 *
 * @param contentFactor multiplies the weight of the content
 * @param includesDeepLayers whether style layers deeper than the deepest content layer are part of
 *     the loss; without them the network is evaluated less deeply, which takes less time
 */
public record LossWeighting(double contentFactor, boolean includesDeepLayers) {

  /** Leaves the loss unchanged. */
  public static final LossWeighting NEUTRAL = new LossWeighting(1, true);

  /**
   * Multiplies the content factor.
   *
   * @param factor of the content factor
   * @return a new weighting
   */
  public LossWeighting timesContent(final double factor) {
    return new LossWeighting(contentFactor * factor, includesDeepLayers);
  }

  /**
   * Computes the value of the function that is minimised.
   *
   * @param terms of an evaluation, without the layers that this weighting leaves out
   * @return contentFactor · content + style + pixels
   */
  public double value(final LossTerms terms) {
    return contentFactor * terms.content() + terms.style() + terms.pixels();
  }
}
