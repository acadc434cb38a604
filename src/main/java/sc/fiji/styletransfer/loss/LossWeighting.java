package sc.fiji.styletransfer.loss;

import ai.djl.ndarray.NDArray;
import java.util.Optional;
import java.util.stream.Stream;
import sc.fiji.styletransfer.tensor.Scaled;

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
   * Computes the function of features that is minimised.
   *
   * @param content α · content loss, a scalar; empty without content
   * @param style β · style loss likewise; not empty without content
   * @return contentFactor · content + style; differentiable
   */
  public NDArray total(final Optional<NDArray> content, final Optional<NDArray> style) {
    final Optional<NDArray> weighted =
        content.map(term -> contentFactor == 1 ? term : Scaled.times(term, contentFactor));
    return Stream.of(weighted, style).flatMap(Optional::stream).reduce(NDArray::add).orElseThrow();
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
