package sc.fiji.styletransfer.weights.file;

import java.util.Map;
import java.util.Optional;
import sc.fiji.styletransfer.network.Convolution;
import sc.fiji.styletransfer.network.NetworkVariant;
import sc.fiji.styletransfer.network.NetworkWeights;
import sc.fiji.styletransfer.network.NetworkWidths;
import sc.fiji.styletransfer.network.VariantRecognition;
import sc.fiji.styletransfer.network.Vgg19Layer;
import sc.fiji.styletransfer.network.WeightsException;

/**
 * The weights of VGG19, or of a narrower network, in a file of tensors. Kernels are in the order
 * out, in, row, column (OIHW); tensors follow any of the naming schemes of {@link LayerNames}.
 */
public final class TensorFileWeights implements NetworkWeights {

  /** Key of the note that states {@link #contentFactor}. */
  static final String CONTENT_FACTOR = "content-factor";

  private static final double LARGEST_FACTOR = 1000;

  private final TensorFile file;
  private final String name;
  private final Map<String, long[]> shapes;
  private final LayerNames names;
  private final NetworkWidths widths;
  private final NetworkVariant variant;
  private final double contentFactor;

  /**
   * @param file the open file; this object closes the file, also if the constructor fails
   * @param name name of the network in messages
   * @throws WeightsException if the first layer is missing or belongs to neither known variant, or
   *     the shapes do not agree, or a note is damaged
   */
  public TensorFileWeights(final TensorFile file, final String name) {
    this.file = file;
    this.name = name;
    try {
      shapes = file.shapes();
      names = LayerNames.in(shapes.keySet()).orElseThrow(this::noNetwork);
      widths = DeclaredWidths.of(name, shapes, names);
      variant = recognise();
      contentFactor = file.note(CONTENT_FACTOR).map(this::factor).orElse(1.0);
    } catch (final RuntimeException | Error e) {
      file.close();
      throw e;
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Optional<String> source() {
    return file.note("source");
  }

  @Override
  public NetworkVariant variant() {
    return variant;
  }

  @Override
  public NetworkWidths widths() {
    return widths;
  }

  @Override
  public double contentFactor() {
    return contentFactor;
  }

  private double factor(final String note) {
    double factor;
    try {
      factor = Double.parseDouble(note);
    } catch (final NumberFormatException e) {
      factor = Double.NaN;
    }
    if (factor >= 1 / LARGEST_FACTOR && factor <= LARGEST_FACTOR) return factor;
    throw new WeightsException(
        "The weights '%s' are damaged: their factor of content weights is '%s', but must be a number from %s to %s. Download the file again."
            .formatted(name, Printable.of(note), 1 / LARGEST_FACTOR, LARGEST_FACTOR));
  }

  @Override
  public boolean has(final Vgg19Layer layer) {
    return shapes.containsKey(names.kernel(layer)) && shapes.containsKey(names.bias(layer));
  }

  @Override
  public Convolution read(final Vgg19Layer layer) {
    if (!has(layer))
      throw new WeightsException(
          "The weights '%s' lack %s. Choose a complete VGG19 file or fewer layers."
              .formatted(name, layer));
    return new Convolution(
        layer,
        file.read(names.kernel(layer)),
        file.read(names.bias(layer)),
        widths.hasReadOut(layer) ? file.read(LayerNames.readOut(layer)) : new float[0]);
  }

  /**
   * @param key key of a note in the file's metadata
   * @return the note, if the file has one
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
                    "The weights '%s' are neither the Oxford nor the torchvision VGG19, so the required scaling of the input is unknown. Choose one of those networks."
                        .formatted(name)));
  }

  private WeightsException noNetwork() {
    return new WeightsException(
        "The weights '%s' are not VGG19: they have no first layer, neither as features.0 nor as conv1_1 nor as block1_conv1. Choose another file."
            .formatted(name));
  }
}
