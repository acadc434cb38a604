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
 * How large a network's responses are, layer by layer, beside those of Oxford's network, with which
 * the published weights of style transfer were found.
 *
 * <p>Let m be the root mean square of a layer's responses to a fixed picture, over all channels and
 * positions, and M that of Oxford's. A term of degree d in the responses (4: a squared difference
 * of Gram matrices; 2: of features) is multiplied by (M/m)^d, and with that is what it would be if
 * every response of the layer were M/m times as large. A ReLU network whose layers are rescaled by
 * positive factors computes the same; with these factors it also gives the same loss. Between
 * networks that were trained apart, the channels differ as well, and the factors make only the
 * sizes of the terms alike.
 *
 * <p>The root mean square, because the terms are made of it: a Gram matrix divided by its positions
 * has the trace C·m², and a content term is a mean of squares.
 */
public final class ResponseScale {

  /** Of the network the weights were found with: every factor is 1. */
  public static final ResponseScale OWN = new ResponseScale(Map.of());

  /**
   * Root mean square responses of Oxford's network to the {@link ProbePicture}, from conv1_1 to
   * conv5_4, with its numbers in float16 and, from conv4_1 on, in 8 bits.
   */
  private static final double[] OXFORD = {
    44.4312, 185.930, 266.336, 352.857, 369.420, 392.056, 676.276, 1177.24, 1191.29, 919.887,
    554.818, 199.734, 146.943, 65.3574, 25.0704, 5.70205
  };

  /** To the first layer nothing lies beyond the edge: zero is another colour to each network. */
  private static final Vgg19.Variations WITHOUT_FRAME =
      new Vgg19.Variations(Pooling.MAX, Border.REPLICATE);

  private final Map<Vgg19Layer, Double> ratios;

  private ResponseScale(final Map<Vgg19Layer, Double> ratios) {
    this.ratios = Collections.unmodifiableMap(ratios);
  }

  /**
   * Measures a network: loads it as deep as its weights go, looks at the fixed picture, and lets it
   * go again.
   *
   * @param weights of the network; not closed
   * @param manager on whose device to compute
   * @return its scale
   */
  public static ResponseScale measure(final NetworkWeights weights, final NDManager manager) {
    final Map<Vgg19Layer, Double> ratios = new EnumMap<>(Vgg19Layer.class);
    responses(weights, manager)
        .forEach((layer, size) -> ratios.put(layer, OXFORD[layer.ordinal()] / size));
    return new ResponseScale(ratios);
  }

  /**
   * @param layer of the network
   * @param degree of a term in the responses, 0 if it does not depend on their size
   * @return what to multiply the term's weight by, (M/m)^degree
   * @throws StyleTransferException if the layer's responses have no size, because it is dead or
   *     overflows
   */
  public double factor(final Vgg19Layer layer, final int degree) {
    if (degree == 0 || this == OWN) return 1;
    final double ratio = ratios.getOrDefault(layer, Double.NaN);
    if (!(ratio > 0 && ratio < Double.POSITIVE_INFINITY))
      throw new StyleTransferException(
          "The network does not respond in %s to an ordinary picture, so that its weight has no meaning; choose another network or other layers."
              .formatted(layer));
    return Math.pow(ratio, degree);
  }

  /**
   * @return M/m of every layer measured; empty for {@link #OWN}
   */
  public Map<Vgg19Layer, Double> ratios() {
    return ratios;
  }

  /** Root mean square responses to the picture of all layers there are. */
  static Map<Vgg19Layer, Double> responses(final NetworkWeights weights, final NDManager manager) {
    final Set<Vgg19Layer> layers =
        Arrays.stream(Vgg19Layer.values())
            .takeWhile(weights::has)
            .collect(Collectors.toCollection(() -> EnumSet.noneOf(Vgg19Layer.class)));
    final Map<Vgg19Layer, Double> responses = new EnumMap<>(Vgg19Layer.class);
    try (Vgg19 network = new Vgg19(weights, Collections.max(layers), WITHOUT_FRAME, manager);
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
