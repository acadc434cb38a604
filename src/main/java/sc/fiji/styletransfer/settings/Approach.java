package sc.fiji.styletransfer.settings;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import sc.fiji.styletransfer.loss.ContentFormula;
import sc.fiji.styletransfer.loss.StyleFormula;
import sc.fiji.styletransfer.network.Vgg19Layer;

/** What is minimised on the way to the loss. */
public enum Approach {
  /** The loss itself from the beginning. */
  DIRECT {
    @Override
    public int evaluations(final int ofLastScale) {
      return 0;
    }

    @Override
    public TransferSettings settings(final TransferSettings settings) {
      return settings;
    }
  },

  /**
   * First the relative Wasserstein distance. Its gradient moves features straight towards those
   * wanted, in strong and in weak directions alike, where that of a Gram loss hardly moves the weak
   * ones; the loss itself, minimised afterwards, then needs few evaluations.
   */
  WASSERSTEIN {
    @Override
    public int evaluations(final int ofLastScale) {
      return Math.min(ofLastScale - 1, Math.max(1, ofLastScale / PART));
    }

    @Override
    public TransferSettings settings(final TransferSettings settings) {
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
  };

  /** Part of the evaluations at the last scale; most is done at smaller ones. */
  private static final int PART = 30;

  /**
   * Weight of the content relative to the mean over the style's layers. So little, because strokes
   * that appear late disturb the content more than strokes that are there from the beginning.
   */
  private static final double CONTENT = 0.012;

  /** How many of the last scale's evaluations are given to the approach. */
  public abstract int evaluations(int ofLastScale);

  /** Settings whose loss is minimised on the way. */
  public abstract TransferSettings settings(TransferSettings settings);

  private static LayerWeights equalWeights(final LayerWeights layers) {
    final Map<Vgg19Layer, Double> weights = new EnumMap<>(layers.byLayer());
    weights.replaceAll((layer, weight) -> 1.0 / weights.size());
    return new LayerWeights(weights);
  }

  /** The name in the settings, for example {@code direct}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
