package sc.fiji.styletransfer.weights.file;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import sc.fiji.styletransfer.network.NetworkWidths;
import sc.fiji.styletransfer.network.Vgg19Layer;
import sc.fiji.styletransfer.network.WeightsException;

/**
 * Reads the widths of a network from the shapes of its tensors, and checks that the shapes agree.
 * No layer is wider than VGG19's. Either no layer of the file has a read-out, or each has one.
 */
final class DeclaredWidths {

  private final String name;
  private final Map<String, long[]> shapes;
  private final LayerNames names;
  private final Map<Vgg19Layer, Integer> channels = new EnumMap<>(Vgg19Layer.class);
  private final Map<Vgg19Layer, Integer> readOuts = new EnumMap<>(Vgg19Layer.class);

  private DeclaredWidths(
      final String name, final Map<String, long[]> shapes, final LayerNames names) {
    this.name = name;
    this.shapes = shapes;
    this.names = names;
  }

  /**
   * @param name name of the network in messages
   * @param shapes shapes of the tensors of the file by name
   * @param names naming scheme of the file
   * @return the widths of the network
   * @throws WeightsException if a shape is impossible or disagrees with another one
   */
  static NetworkWidths of(
      final String name, final Map<String, long[]> shapes, final LayerNames names) {
    return new DeclaredWidths(name, shapes, names).read();
  }

  private NetworkWidths read() {
    int inputs = Vgg19Layer.CONV1_1.inputChannels();
    for (final Vgg19Layer layer : Vgg19Layer.values()) {
      if (!shapes.containsKey(names.kernel(layer))) break;
      inputs = readLayer(layer, inputs);
    }
    requireAllReadOuts();
    return new NetworkWidths(channels, readOuts);
  }

  private int readLayer(final Vgg19Layer layer, final int inputs) {
    final int size = Vgg19Layer.KERNEL_SIZE;
    final int width = width(layer, names.kernel(layer), layer.channels());
    requireShape(layer, names.kernel(layer), width, inputs, size, size);
    if (shapes.containsKey(names.bias(layer))) requireShape(layer, names.bias(layer), width);
    channels.put(layer, width);
    final String readOut = LayerNames.readOut(layer);
    if (shapes.containsKey(readOut)) {
      final int components = width(layer, readOut, layer.channels());
      requireShape(layer, readOut, components, width, 1, 1);
      readOuts.put(layer, components);
    }
    return width;
  }

  /** Returns the first dimension of a tensor, which counts channels. */
  private int width(final Vgg19Layer layer, final String tensor, final int largest) {
    final long[] shape = shapes.get(tensor);
    if (shape.length == 0 || shape[0] < 1 || shape[0] > largest)
      throw new WeightsException(
          "The weights '%s' are not VGG19: %s (%s) has shape %s, but %s has 1 to %s channels. Choose another file."
              .formatted(name, tensor, layer, Arrays.toString(shape), layer, largest));
    return (int) shape[0];
  }

  private void requireAllReadOuts() {
    if (!readOuts.isEmpty() && readOuts.size() < channels.size())
      throw new WeightsException(
          "The weights '%s' are incomplete: some layers have a read-out, but %s has none. Download the file again."
              .formatted(
                  name,
                  channels.keySet().stream()
                      .filter(layer -> !readOuts.containsKey(layer))
                      .findFirst()
                      .orElseThrow()));
  }

  private void requireShape(final Vgg19Layer layer, final String tensor, final long... expected) {
    final long[] shape = shapes.get(tensor);
    if (!Arrays.equals(shape, expected))
      throw new WeightsException(
          "The weights '%s' are not VGG19: %s (%s) has shape %s instead of %s. Choose another file."
              .formatted(name, tensor, layer, Arrays.toString(shape), Arrays.toString(expected)));
  }
}
