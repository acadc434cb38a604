package sc.fiji.styletransfer.settings;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;
import sc.fiji.styletransfer.StyleTransferException;
import sc.fiji.styletransfer.network.Vgg19Layer;

/**
 * Layers of the network with a weight each. The text form is {@code conv1_1:1,conv2_1:0.5}; a layer
 * without a number has weight 1.
 *
 * @param byLayer weights, zero or positive, by layer
 */
public record LayerWeights(Map<Vgg19Layer, Double> byLayer) {

  /**
   * Checks the weights and makes the map immutable.
   *
   * @throws StyleTransferException if the map is empty or a weight is negative or not finite
   */
  public LayerWeights {
    if (byLayer.isEmpty())
      throw new StyleTransferException(
          "The list of layers is empty. Give at least one layer, for example conv4_2.");
    byLayer.forEach(LayerWeights::requireWeight);
    byLayer = Collections.unmodifiableMap(new EnumMap<>(byLayer));
  }

  /**
   * Converts text to weights.
   *
   * @param text layers and weights in the form of {@link #toString}
   * @return the weights
   * @throws StyleTransferException if a layer is not known or a weight is not a number
   */
  public static LayerWeights parse(final String text) {
    final Map<Vgg19Layer, Double> weights = new EnumMap<>(Vgg19Layer.class);
    for (final String item : text.split(",")) {
      final String[] parts = item.split(":", 2);
      weights.put(Vgg19Layer.of(parts[0]), parts.length == 1 ? 1.0 : weight(parts[1], item));
    }
    return new LayerWeights(weights);
  }

  /** Returns the weights in the form {@code conv1_1:1,conv2_1:0.5}, without spaces. */
  @Override
  public String toString() {
    return byLayer.entrySet().stream()
        .map(entry -> entry.getKey() + ":" + plain(entry.getValue()))
        .collect(Collectors.joining(","));
  }

  private static String plain(final double weight) {
    return weight == Math.rint(weight) ? String.valueOf((long) weight) : String.valueOf(weight);
  }

  private static double weight(final String number, final String item) {
    try {
      return Double.parseDouble(number.trim());
    } catch (final NumberFormatException e) {
      throw new StyleTransferException(
          "'" + item + "' is not a layer with a weight. Write for example conv1_1:0.5.", e);
    }
  }

  private static void requireWeight(final Vgg19Layer layer, final double weight) {
    if (!(weight >= 0 && weight < Double.POSITIVE_INFINITY))
      throw new StyleTransferException(
          "The weight of the layer %s cannot be %s. Weights are zero or positive."
              .formatted(layer, weight));
  }
}
