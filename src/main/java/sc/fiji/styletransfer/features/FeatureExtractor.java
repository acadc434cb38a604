package sc.fiji.styletransfer.features;

import ai.djl.ndarray.NDArray;
import java.util.Set;
import sc.fiji.styletransfer.network.Vgg19Layer;
import sc.fiji.styletransfer.tensor.BFloat16;

/**
 * A network that looks at pixels in the units in which they are optimised.
 *
 * @param network which
 * @param toNetwork from the pixels' units to its input
 * @param wide whether visitors are shown float32 whatever the network computes with
 */
public record FeatureExtractor(Vgg19 network, ColourScale toNetwork, boolean wide) {

  /** Shows what the network answers as it is. */
  public FeatureExtractor(final Vgg19 network, final ColourScale toNetwork) {
    this(network, toNetwork, false);
  }

  /**
   * @param pixels shape {@code (1, 3, H, W)}
   * @param layers wanted
   * @return what these layers answer, to be closed; differentiable
   */
  public Activations look(final NDArray pixels, final Set<Vgg19Layer> layers) {
    try (NDArray input = toNetwork.apply(pixels)) {
      return network.activations(input, layers);
    }
  }

  /**
   * Shows what layers answer one by one, which takes less memory than to have them all.
   *
   * @param pixels shape {@code (1, 3, H, W)}
   * @param layers wanted
   * @param visitor shown them
   */
  public void look(
      final NDArray pixels, final Set<Vgg19Layer> layers, final FeatureVisitor visitor) {
    try (NDArray input = toNetwork.apply(pixels)) {
      network.visit(input, layers, widening() ? widened(visitor) : visitor);
    }
  }

  private boolean widening() {
    return wide && network.precision() == Precision.MIXED;
  }

  private static FeatureVisitor widened(final FeatureVisitor visitor) {
    return (layer, features) -> {
      try (NDArray widened = BFloat16.widen(features)) {
        visitor.visit(layer, widened);
      }
    };
  }
}
