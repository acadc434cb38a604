package sc.fiji.styletransfer.loss;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import sc.fiji.styletransfer.network.Vgg19Layer;

/**
 * The value of the loss at one picture, weights applied.
 *
 * @param content alpha · content loss
 * @param style beta · style loss, summed over the layers
 * @param pixels smoothness and coherence, the terms that judge the pixels themselves
 * @param watched relative distances from the style at layers that are only watched, no part of the
 *     loss; empty unless the setting {@code reference-side} asks for them
 */
public record LossTerms(
    double content, double style, double pixels, Map<Vgg19Layer, Double> watched) {

  /** With a copy of the map, in the layers' order. */
  public LossTerms {
    watched = Collections.unmodifiableMap(new TreeMap<>(watched));
  }

  /**
   * A loss without terms on the pixels, of which no layer is watched.
   *
   * @param content alpha · content loss
   * @param style beta · style loss, summed over the layers
   */
  public LossTerms(final double content, final double style) {
    this(content, style, 0, Map.of());
  }

  /** The same with these terms on the pixels. */
  public LossTerms withPixels(final double value) {
    return new LossTerms(content, style, value, watched);
  }

  /** The same with these distances at watched layers. */
  public LossTerms withWatched(final Map<Vgg19Layer, Double> distances) {
    return new LossTerms(content, style, pixels, distances);
  }

  /**
   * @return what is minimised, the sum of the terms (Gatys et al. 2016, eq. 7)
   */
  public double total() {
    return content + style + pixels;
  }
}
