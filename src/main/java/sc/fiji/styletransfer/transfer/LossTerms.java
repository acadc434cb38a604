package sc.fiji.styletransfer.transfer;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import sc.fiji.styletransfer.weights.Vgg19Layer;

/**
 * The value of the loss at one picture, weights applied.
 *
 * @param content alpha · content loss
 * @param styles beta · style loss by layer
 * @param pixels smoothness and coherence, the terms that judge the pixels themselves
 */
public record LossTerms(double content, Map<Vgg19Layer, Double> styles, double pixels) {

  /** With a copy of the map, ordered so that sums over it are always the same. */
  public LossTerms {
    styles = Collections.unmodifiableMap(new TreeMap<>(styles));
  }

  /** A loss without terms on the pixels. */
  LossTerms(final double content, final Map<Vgg19Layer, Double> styles) {
    this(content, styles, 0);
  }

  /** The same with these terms on the pixels. */
  LossTerms withPixels(final double value) {
    return new LossTerms(content, styles, value);
  }

  /**
   * @return beta · style loss, summed over the layers
   */
  public double style() {
    return styles.values().stream().mapToDouble(Double::doubleValue).sum();
  }

  /**
   * @return what is minimised, the sum of the terms (Gatys et al. 2016, eq. 7)
   */
  public double total() {
    return content + style() + pixels;
  }
}
