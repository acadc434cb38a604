package sc.fiji.styletransfer.network;

import java.util.Optional;

/**
 * The weights of VGG19, or of a narrower network of the same topology, read layer by layer, so that
 * the Java heap holds at most one layer. Close the weights after reading the layers.
 */
public interface NetworkWeights extends AutoCloseable {

  /**
   * @return name of the network in messages and records, for example the name of the file
   */
  String name();

  /**
   * @return origin of the weights, with its authors and licence, if they state one
   */
  default Optional<String> source() {
    return Optional.empty();
  }

  /**
   * @return variant of the network, which determines the preprocessing of its input
   */
  NetworkVariant variant();

  /**
   * @return numbers of channels of the layers; those of VGG19 unless the network is narrower
   */
  default NetworkWidths widths() {
    return NetworkWidths.VGG19;
  }

  /**
   * @return factor of content weights, at which the content loss keeps as much of the content as
   *     VGG19 does
   */
  default double contentFactor() {
    return 1;
  }

  /**
   * @param layer any layer
   * @return whether the weights include the layer
   */
  boolean has(Vgg19Layer layer);

  /**
   * Reads a layer.
   *
   * @param layer a layer of these weights
   * @return the kernel, the bias and the read-out, if any, in new arrays
   * @throws WeightsException if the layer is missing or damaged
   */
  Convolution read(Vgg19Layer layer);

  /** Closes the file, if any. */
  @Override
  void close();
}
