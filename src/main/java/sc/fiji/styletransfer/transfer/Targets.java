package sc.fiji.styletransfer.transfer;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import sc.fiji.styletransfer.features.Activations;
import sc.fiji.styletransfer.weights.Vgg19Layer;

/** Looks at content and style once and makes the terms of the loss from what the network sees. */
final class Targets {

  private final Eye eye;
  private final TransferSettings settings;

  Targets(final Eye eye, final TransferSettings settings) {
    this.eye = eye;
    this.settings = settings;
  }

  /**
   * @param content pixels of shape {@code (1, 3, H, W)}
   * @param styles likewise, of any sizes; their Gram matrices are averaged
   * @return the terms, to be closed
   */
  PerceptualLoss.Losses look(final NDArray content, final List<NDArray> styles) {
    return new PerceptualLoss.Losses(
        contentLosses(content), styleLosses(styles, PictureSize.of(content)));
  }

  private List<LayerLoss> contentLosses(final NDArray content) {
    final double alpha = settings.get(Settings.CONTENT_WEIGHT);
    final List<LayerLoss> losses = new ArrayList<>();
    final Map<Vgg19Layer, Double> layers = weighing(alpha, Settings.CONTENT_LAYERS);
    if (layers.isEmpty()) return losses;
    try (Activations seen = eye.look(content, layers.keySet())) {
      layers.forEach(
          (layer, weight) ->
              losses.add(new ContentLoss(layer, seen.of(layer).duplicate(), alpha * weight)));
    }
    return losses;
  }

  private List<LayerLoss> styleLosses(final List<NDArray> styles, final PictureSize size) {
    final double beta = settings.get(Settings.STYLE_WEIGHT);
    final StyleFormula formula = settings.get(Settings.STYLE_FORMULA);
    final List<LayerLoss> losses = new ArrayList<>();
    final Map<Vgg19Layer, Double> layers = weighing(beta, Settings.STYLE_LAYERS);
    meanGrams(styles, layers.keySet())
        .forEach(
            (layer, gram) -> {
              final long positions = size.positionsAt(layer);
              final double factor = beta * layers.get(layer) * formula.factor(layer, positions);
              losses.add(new StyleLoss(layer, gram, factor, formula.gramDivisor(positions)));
            });
    return losses;
  }

  private Map<Vgg19Layer, NDArray> meanGrams(
      final List<NDArray> styles, final Set<Vgg19Layer> layers) {
    final StyleFormula formula = settings.get(Settings.STYLE_FORMULA);
    final Map<Vgg19Layer, NDArray> grams = new EnumMap<>(Vgg19Layer.class);
    if (layers.isEmpty()) return grams;
    for (final NDArray style : styles)
      try (Activations seen = eye.look(style, layers)) {
        for (final Vgg19Layer layer : layers)
          grams.merge(layer, formula.gram(seen.of(layer)), Targets::addInto);
      }
    grams.values().forEach(sum -> sum.divi(styles.size()));
    return grams;
  }

  private static NDArray addInto(final NDArray sum, final NDArray addend) {
    try (addend) {
      return sum.addi(addend);
    }
  }

  /** The layers whose weight, times the term's, is not zero; the others need not be evaluated. */
  private Map<Vgg19Layer, Double> weighing(
      final double factor, final Setting<LayerWeights> setting) {
    final Map<Vgg19Layer, Double> layers = new EnumMap<>(Vgg19Layer.class);
    settings
        .get(setting)
        .byLayer()
        .forEach(
            (layer, weight) -> {
              if (factor * weight > 0) layers.put(layer, weight);
            });
    return layers;
  }
}
