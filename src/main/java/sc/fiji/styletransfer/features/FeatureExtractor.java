package sc.fiji.styletransfer.features;

import ai.djl.ndarray.NDArray;
import java.util.Set;
import sc.fiji.styletransfer.network.Vgg19Layer;
import sc.fiji.styletransfer.tensor.BFloat16;

/**
 * Computes the activations of a network for pixels in the units in which they are optimised.
 *
 * @param network the network
 * @param toNetwork conversion from the units of the pixels to the input of the network
 * @param wide whether visitors receive float32, whatever the precision of the network
 */
public record FeatureExtractor(Vgg19 network, ColourScale toNetwork, boolean wide) {

  /**
   * An extractor whose visitors receive activations in the precision of the network.
   *
   * @param network the network
   * @param toNetwork conversion from the units of the pixels to the input of the network
   */
  public FeatureExtractor(final Vgg19 network, final ColourScale toNetwork) {
    this(network, toNetwork, false);
  }

  /**
   * Returns the activations of several layers. The activations are differentiable.
   *
   * @param pixels pixels of shape {@code (1, 3, H, W)}
   * @param layers requested layers
   * @return the activations, to be closed by the caller
   */
  public Activations activations(final NDArray pixels, final Set<Vgg19Layer> layers) {
    try (NDArray input = toNetwork.apply(pixels)) {
      return network.activations(input, layers);
    }
  }

  /**
   * Passes the activations of several layers to a visitor one by one, which needs less memory than
   * {@link #activations}.
   *
   * @param pixels pixels of shape {@code (1, 3, H, W)}
   * @param layers requested layers
   * @param visitor receives the activations
   */
  public void visit(
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
