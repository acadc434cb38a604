package sc.fiji.styletransfer.network;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * The numbers of channels of a network with the topology of VGG19. A distilled network has fewer
 * channels than VGG19, and at each layer a linear read-out, a 1 × 1 convolution after the ReLU. Its
 * features are the read-outs, while the next layer receives the activations.
 */
public final class NetworkWidths {

  /** The widths of VGG19 itself, which has no read-outs. */
  public static final NetworkWidths VGG19 = vgg19();

  private final Map<Vgg19Layer, Integer> channels;
  private final Map<Vgg19Layer, Integer> readOuts;

  /**
   * @param channels number of channels of each layer
   * @param readOuts number of components of the read-out of each layer that has one
   */
  public NetworkWidths(
      final Map<Vgg19Layer, Integer> channels, final Map<Vgg19Layer, Integer> readOuts) {
    this.channels = Collections.unmodifiableMap(new EnumMap<>(channels));
    final Map<Vgg19Layer, Integer> copy = new EnumMap<>(Vgg19Layer.class);
    copy.putAll(readOuts);
    this.readOuts = Collections.unmodifiableMap(copy);
  }

  /**
   * @param layer layer of the network
   * @return number of channels of the convolution
   */
  public int channels(final Vgg19Layer layer) {
    return channels.getOrDefault(layer, layer.channels());
  }

  /**
   * @param layer layer of the network
   * @return number of input channels of the convolution
   */
  public int inputChannels(final Vgg19Layer layer) {
    return layer.ordinal() == 0
        ? layer.inputChannels()
        : channels(Vgg19Layer.values()[layer.ordinal() - 1]);
  }

  /**
   * @param layer layer of the network
   * @return whether the features of the layer are a read-out
   */
  public boolean hasReadOut(final Vgg19Layer layer) {
    return readOuts.containsKey(layer);
  }

  /**
   * @param layer layer of the network
   * @return number of channels of the features, the C in their shape {@code (1, C, H, W)}
   */
  public int features(final Vgg19Layer layer) {
    return readOuts.getOrDefault(layer, channels(layer));
  }

  /**
   * @param layer layer of the network
   * @return number of values in the kernel, out × in × 3 × 3
   */
  public int kernelLength(final Vgg19Layer layer) {
    return channels(layer) * inputChannels(layer) * Vgg19Layer.KERNEL_SIZE * Vgg19Layer.KERNEL_SIZE;
  }

  /**
   * @param layer layer of the network
   * @return shape of the kernel, {@code (out, in, 3, 3)}
   */
  public long[] kernelShape(final Vgg19Layer layer) {
    return new long[] {
      channels(layer), inputChannels(layer), Vgg19Layer.KERNEL_SIZE, Vgg19Layer.KERNEL_SIZE
    };
  }

  /** Returns the numbers of channels and of components of read-outs, in the order of the layers. */
  @Override
  public String toString() {
    return readOuts.isEmpty()
        ? channels.values().toString()
        : channels.values() + "+" + readOuts.values();
  }

  private static NetworkWidths vgg19() {
    final Map<Vgg19Layer, Integer> channels = new EnumMap<>(Vgg19Layer.class);
    for (final Vgg19Layer layer : Vgg19Layer.values()) channels.put(layer, layer.channels());
    return new NetworkWidths(channels, Map.of());
  }
}
