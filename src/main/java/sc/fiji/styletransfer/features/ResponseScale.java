package sc.fiji.styletransfer.features;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import sc.fiji.styletransfer.StyleTransferException;
import sc.fiji.styletransfer.network.InputConvention;
import sc.fiji.styletransfer.network.NetworkWeights;
import sc.fiji.styletransfer.network.Vgg19Layer;

/**
 * The size of a network's activations, layer by layer, relative to the Oxford network, for which
 * the published loss weights of style transfer were chosen.
 *
 * <p>Let m be the root mean square of a layer's activations for a fixed image, over all channels
 * and positions, and M that of the Oxford network. A loss term of degree d in the activations (4
 * for a squared difference of Gram matrices, 2 for a squared difference of features) is multiplied
 * by (M/m)^d. The term then has the value that it would have if all activations of the layer were
 * M/m times as large. If the layers of a ReLU network are rescaled by positive factors, the network
 * computes the same function, and with these factors it also has the same loss. The channels of
 * independently trained networks differ as well; for such networks only the sizes of the terms
 * agree.
 *
 * <p>The measure is the root mean square because the loss terms consist of squares: a Gram matrix
 * divided by the number of positions has the trace C·m², and a content term is a mean of squares.
 */
public final class ResponseScale {

  /** The scale with all factors 1, for the Oxford network. */
  public static final ResponseScale OWN = new ResponseScale(Map.of());

  /**
   * Root mean square of the activations of the Oxford network for the {@link ProbePicture}, from
   * conv1_1 to conv5_4. The weights were stored in float16 and, from conv4_1 on, quantised to 8
   * bits.
   */
  private static final double[] OXFORD = {
    44.4312, 185.930, 266.336, 352.857, 369.420, 392.056, 676.276, 1177.24, 1191.29, 919.887,
    554.818, 199.734, 146.943, 65.3574, 25.0704, 5.70205
  };

  /** Replicates the border, because zero is a different colour for each network. */
  private static final Vgg19.Variations REPLICATED =
      new Vgg19.Variations(Pooling.MAX, Border.REPLICATE);

  private final Map<Vgg19Layer, Double> ratios;

  private ResponseScale(final Map<Vgg19Layer, Double> ratios) {
    this.ratios = Collections.unmodifiableMap(ratios);
  }

  /**
   * Measures a network: loads all of its layers, evaluates the fixed image, and closes the network.
   *
   * @param weights weights of the network, which the caller closes
   * @param manager manager with the device to compute on
   * @return the scale of the network
   */
  public static ResponseScale measure(final NetworkWeights weights, final NDManager manager) {
    final Map<Vgg19Layer, Double> ratios = new EnumMap<>(Vgg19Layer.class);
    responses(weights, manager)
        .forEach((layer, size) -> ratios.put(layer, OXFORD[layer.ordinal()] / size));
    return new ResponseScale(ratios);
  }

  /**
   * @param layer layer of the network
   * @param degree degree of a loss term in the activations, 0 if the term does not depend on their
   *     size
   * @return factor of the term's weight, (M/m)^degree
   * @throws StyleTransferException if the layer's activations are all zero or overflow
   */
  public double factor(final Vgg19Layer layer, final int degree) {
    if (degree == 0 || this == OWN) return 1;
    final double ratio = ratios.getOrDefault(layer, Double.NaN);
    if (!(ratio > 0 && ratio < Double.POSITIVE_INFINITY))
      throw new StyleTransferException(
          "The activations of %s are zero or infinite for an ordinary image, so this layer cannot have a loss. Choose another network or other layers."
              .formatted(layer));
    return Math.pow(ratio, degree);
  }

  /**
   * @return M/m of each measured layer; empty for {@link #OWN}
   */
  public Map<Vgg19Layer, Double> ratios() {
    return ratios;
  }

  /** Returns the root mean square of the activations of all layers for the fixed image. */
  static Map<Vgg19Layer, Double> responses(final NetworkWeights weights, final NDManager manager) {
    final Set<Vgg19Layer> layers =
        Arrays.stream(Vgg19Layer.values())
            .takeWhile(weights::has)
            .collect(Collectors.toCollection(() -> EnumSet.noneOf(Vgg19Layer.class)));
    final Map<Vgg19Layer, Double> responses = new EnumMap<>(Vgg19Layer.class);
    try (Vgg19 network = new Vgg19(weights, Collections.max(layers), REPLICATED, manager);
        ColourScale scale = new ColourScale(InputConvention.RGB, network.input(), manager);
        NDArray picture = picture(manager);
        NDArray input = scale.apply(picture)) {
      network.visit(
          input, layers, (layer, features) -> responses.put(layer, rootMeanSquare(features)));
    }
    return responses;
  }

  private static NDArray picture(final NDManager manager) {
    final Shape shape = new Shape(1, 3, ProbePicture.SIDE, ProbePicture.SIDE);
    try (NDArray borrowed = manager.create(ProbePicture.draw(), shape)) {
      return borrowed.duplicate();
    }
  }

  private static double rootMeanSquare(final NDArray features) {
    try (NDArray square = features.square();
        NDArray mean = square.mean()) {
      return Math.sqrt(mean.getFloat());
    }
  }
}
