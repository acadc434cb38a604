package sc.fiji.styletransfer.weights.file;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import sc.fiji.styletransfer.network.Convolution;
import sc.fiji.styletransfer.network.NetworkVariant;
import sc.fiji.styletransfer.network.NetworkWeights;
import sc.fiji.styletransfer.network.VariantRecognition;
import sc.fiji.styletransfer.network.Vgg19Layer;
import sc.fiji.styletransfer.network.WeightsException;

/**
 * VGG19 in a file of tensors, whose kernels are in the order out, in, row, column, under any of the
 * usual names: {@code features.0.weight} as torchvision's, {@code conv1_1.weight} as the papers'.
 */
public final class TensorFileWeights implements NetworkWeights {

  private final TensorFile file;
  private final String name;
  private final Map<String, long[]> shapes;
  private final LayerNames names;
  private final NetworkVariant variant;

  /**
   * @param file to read from; closed with this object, and at once if it is no VGG19
   * @param name what to call the network
   * @throws WeightsException if the first layer is missing or belongs to neither known network
   */
  public TensorFileWeights(final TensorFile file, final String name) {
    this.file = file;
    this.name = name;
    shapes = file.shapes();
    try {
      names = LayerNames.in(shapes.keySet()).orElseThrow(this::noNetwork);
      variant = recognise();
    } catch (final WeightsException e) {
      file.close();
      throw e;
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public NetworkVariant variant() {
    return variant;
  }

  @Override
  public boolean has(final Vgg19Layer layer) {
    return shapes.containsKey(names.kernel(layer)) && shapes.containsKey(names.bias(layer));
  }

  @Override
  public Convolution read(final Vgg19Layer layer) {
    if (!has(layer))
      throw new WeightsException(
          "The weights '%s' lack %s; choose a complete VGG19 file or fewer layers."
              .formatted(name, layer));
    requireShape(layer, names.kernel(layer), layer.kernelShape());
    requireShape(layer, names.bias(layer), new long[] {layer.channels()});
    return new Convolution(layer, file.read(names.kernel(layer)), file.read(names.bias(layer)));
  }

  /**
   * @param key of a note the writer left in the file
   * @return the note, if there is one
   */
  public Optional<String> note(final String key) {
    return file.note(key);
  }

  @Override
  public void close() {
    file.close();
  }

  private NetworkVariant recognise() {
    return VariantRecognition.of(read(Vgg19Layer.CONV1_1))
        .or(() -> file.note(SafetensorsWriter.VARIANT).flatMap(NetworkVariant::named))
        .orElseThrow(
            () ->
                new WeightsException(
                    "The weights '%s' are neither Oxford's nor torchvision's VGG19, so their input is unknown; choose one of those."
                        .formatted(name)));
  }

  private WeightsException noNetwork() {
    return new WeightsException(
        "The weights '%s' are not VGG19: they have no first layer, neither as features.0 nor as conv1_1 nor as block1_conv1; choose another file."
            .formatted(name));
  }

  private void requireShape(final Vgg19Layer layer, final String tensor, final long[] expected) {
    final long[] shape = shapes.get(tensor);
    if (!Arrays.equals(shape, expected))
      throw new WeightsException(
          "The weights '%s' are not VGG19: %s (%s) has shape %s instead of %s. Choose another file."
              .formatted(name, tensor, layer, Arrays.toString(shape), Arrays.toString(expected)));
  }
}
