package sc.fiji.styletransfer.plan;

import java.util.EnumMap;
import java.util.Map;
import sc.fiji.styletransfer.loss.ContentFormula;
import sc.fiji.styletransfer.loss.StyleFormula;
import sc.fiji.styletransfer.network.Vgg19Layer;
import sc.fiji.styletransfer.settings.LayerWeights;
import sc.fiji.styletransfer.settings.Settings;
import sc.fiji.styletransfer.settings.TransferSettings;

/**
 * The first part of a run with {@code approach=wasserstein}, which minimises the relative
 * Wasserstein distance instead of the loss. Its gradient moves features straight towards their
 * targets, in directions of high and of low variance alike, whereas the gradient of a Gram loss
 * hardly moves those of low variance. The loss itself then needs few evaluations.
 */
public final class WassersteinApproach {

  /** Divisor of the evaluations at the last scale; smaller scales do most of the work. */
  private static final int PART = 30;

  /**
   * Weight of the content relative to the mean over the style layers. It is low because strokes
   * that appear late disturb the content more than strokes that appear at the beginning.
   */
  private static final double CONTENT = 0.012;

  private WassersteinApproach() {}

  /**
   * Returns how many evaluations at the last scale belong to the approach.
   *
   * @param ofLastScale all evaluations at the last scale
   * @return a thirtieth of them, but at least one if there are two or more
   */
  static int evaluations(final int ofLastScale) {
    return Math.min(ofLastScale - 1, Math.max(1, ofLastScale / PART));
  }

  /**
   * Returns the settings of the loss that the approach minimises.
   *
   * @param settings settings of the run
   * @return the same settings with the Wasserstein distance as style loss, the same weight for each
   *     style layer and a relative content loss
   */
  public static TransferSettings settings(final TransferSettings settings) {
    final boolean sameUnits = settings.get(Settings.CONTENT_FORMULA) == ContentFormula.RELATIVE;
    final double content =
        sameUnits
            ? settings.get(Settings.CONTENT_WEIGHT) / settings.get(Settings.STYLE_WEIGHT)
            : CONTENT;
    return settings
        .change()
        .set(Settings.STYLE_FORMULA, StyleFormula.WASSERSTEIN)
        .set(Settings.CONTENT_FORMULA, ContentFormula.RELATIVE)
        .set(Settings.STYLE_LAYERS, equalWeights(settings.get(Settings.STYLE_LAYERS)))
        .set(Settings.STYLE_WEIGHT, 1.0)
        .set(Settings.CONTENT_WEIGHT, content)
        .build();
  }

  private static LayerWeights equalWeights(final LayerWeights layers) {
    final Map<Vgg19Layer, Double> weights = new EnumMap<>(layers.byLayer());
    weights.replaceAll((layer, weight) -> 1.0 / weights.size());
    return new LayerWeights(weights);
  }
}
