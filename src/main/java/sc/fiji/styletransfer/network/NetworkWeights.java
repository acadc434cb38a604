package sc.fiji.styletransfer.network;

/**
 * A source of VGG19's numbers, read layer by layer so that never more than one layer has to be held
 * on the Java heap. Close it once the layers needed are read.
 */
public interface NetworkWeights extends AutoCloseable {

  /**
   * @return what to call this network in messages and records, for example the file's name
   */
  String name();

  /**
   * @return which network these numbers belong to, and so how its input is prepared
   */
  NetworkVariant variant();

  /**
   * @param layer a layer
   * @return whether the numbers of that layer are here
   */
  boolean has(Vgg19Layer layer);

  /**
   * @param layer a layer that is here
   * @return its kernel and bias, freshly read
   * @throws WeightsException if the layer is missing or its numbers are unusable
   */
  Convolution read(Vgg19Layer layer);

  /** Lets go of the file, if there is one. */
  @Override
  void close();
}
