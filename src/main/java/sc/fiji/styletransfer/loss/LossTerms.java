package sc.fiji.styletransfer.loss;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import sc.fiji.styletransfer.network.Vgg19Layer;

/**
 * The terms of the loss at one picture. They contain the weights of the settings but not the {@link
 * LossWeighting} of an evaluation, so that terms of different evaluations can be compared.
 *
 * @param content α · content loss
 * @param style β · style loss, summed over the layers
 * @param pixels sum of the terms on pixels: total variation and coherence
 * @param monitored relative distances from the style at layers that are monitored, which are no
 *     part of the loss; empty unless the setting {@code reference-side} requires them
 */
public record LossTerms(
    double content, double style, double pixels, Map<Vgg19Layer, Double> monitored) {

  /** Copies the map, in the order of the layers. */
  public LossTerms {
    monitored = Collections.unmodifiableMap(new TreeMap<>(monitored));
  }

  /**
   * Creates terms without terms on pixels and monitored layers.
   *
   * @param content α · content loss
   * @param style β · style loss, summed over the layers
   */
  public LossTerms(final double content, final double style) {
    this(content, style, 0, Map.of());
  }

  /**
   * Replaces the terms on pixels.
   *
   * @param sum of the terms on pixels
   * @return these terms with the given sum
   */
  public LossTerms withPixels(final double sum) {
    return new LossTerms(content, style, sum, monitored);
  }

  /**
   * Replaces the monitored distances.
   *
   * @param distances by layer
   * @return these terms with the given distances
   */
  public LossTerms withMonitored(final Map<Vgg19Layer, Double> distances) {
    return new LossTerms(content, style, pixels, distances);
  }

  /**
   * Returns the loss, the sum of the terms (Gatys et al. 2016, eq. 7).
   *
   * @return content + style + pixels
   */
  public double total() {
    return content + style + pixels;
  }
}
