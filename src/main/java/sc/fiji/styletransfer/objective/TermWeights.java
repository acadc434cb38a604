package sc.fiji.styletransfer.objective;

import java.util.EnumMap;
import java.util.Map;
import sc.fiji.styletransfer.features.ResponseScale;
import sc.fiji.styletransfer.network.NetworkWidths;
import sc.fiji.styletransfer.network.Vgg19Layer;
import sc.fiji.styletransfer.settings.LayerWeights;
import sc.fiji.styletransfer.settings.Setting;
import sc.fiji.styletransfer.settings.Settings;
import sc.fiji.styletransfer.settings.TransferSettings;

/**
 * The positive weights of the layers of content and style: the weight of the term, times that of
 * the layer, times two factors that give weights the same meaning for every network. One is the
 * scale of the responses. The other makes formulas count the channels of VGG19, because the few
 * components of a read-out stand for all of them.
 *
 * @param settings weights, layers and formulas
 * @param scale scale of the network's responses
 * @param widths widths of the network
 */
record TermWeights(TransferSettings settings, ResponseScale scale, NetworkWidths widths) {

  Map<Vgg19Layer, Double> content() {
    return weights(
        Settings.CONTENT_WEIGHT,
        Settings.CONTENT_LAYERS,
        settings.get(Settings.CONTENT_FORMULA).degree(),
        settings.get(Settings.CONTENT_FORMULA).channelsPower());
  }

  Map<Vgg19Layer, Double> style() {
    return weights(
        Settings.STYLE_WEIGHT,
        Settings.STYLE_LAYERS,
        settings.get(Settings.STYLE_FORMULA).degree(),
        settings.get(Settings.STYLE_FORMULA).channelsPower());
  }

  private Map<Vgg19Layer, Double> weights(
      final Setting<Double> term,
      final Setting<LayerWeights> layers,
      final int degree,
      final int channelsPower) {
    final double factor = settings.get(term);
    final Map<Vgg19Layer, Double> weights = new EnumMap<>(Vgg19Layer.class);
    settings
        .get(layers)
        .byLayer()
        .forEach(
            (layer, weight) -> {
              if (factor * weight > 0)
                weights.put(
                    layer,
                    factor
                        * weight
                        * scale.factor(layer, degree)
                        * Math.pow(narrowness(layer), channelsPower));
            });
    return weights;
  }

  /** Returns the channels of the features of a layer divided by those of VGG19. */
  private double narrowness(final Vgg19Layer layer) {
    return (double) widths.features(layer) / layer.channels();
  }
}
