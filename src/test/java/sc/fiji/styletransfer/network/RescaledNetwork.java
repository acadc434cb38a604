package sc.fiji.styletransfer.network;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * A network that computes the same function as another one with activations of different sizes: a
 * factor multiplies the activations of each layer, and the next layer divides by the factor. The
 * network may require the preprocessing of another variant. It counts how often layers are read.
 */
public final class RescaledNetwork implements NetworkWeights {

  private static final float[] FACTORS = {1.5f, 0.6f, 2f, 0.8f};

  private final NetworkWeights weights;
  private final NetworkVariant variant;
  private final Map<Vgg19Layer, Float> factors = new EnumMap<>(Vgg19Layer.class);
  private final List<Vgg19Layer> reads = new ArrayList<>();

  private RescaledNetwork(
      final NetworkWeights weights, final NetworkVariant variant, final boolean rescaled) {
    this.weights = weights;
    this.variant = variant;
    for (final Vgg19Layer layer : Vgg19Layer.values())
      factors.put(layer, rescaled ? FACTORS[layer.ordinal() % FACTORS.length] : 1);
  }

  /** A network with activations of different sizes. */
  public static RescaledNetwork of(final NetworkWeights weights, final NetworkVariant variant) {
    return new RescaledNetwork(weights, variant, true);
  }

  /** A network with the same activations. */
  public static RescaledNetwork unscaled(
      final NetworkWeights weights, final NetworkVariant variant) {
    return new RescaledNetwork(weights, variant, false);
  }

  /** Returns how often a layer was read. */
  public long reads(final Vgg19Layer layer) {
    return reads.stream().filter(layer::equals).count();
  }

  /** Returns the factor of the activations of a layer. */
  public float factor(final Vgg19Layer layer) {
    return factors.get(layer);
  }

  @Override
  public Convolution read(final Vgg19Layer layer) {
    reads.add(layer);
    final Convolution usual = weights.read(layer);
    if (layer == Vgg19Layer.CONV1_1) convert(usual);
    final float before =
        layer.ordinal() == 0 ? 1 : factors.get(Vgg19Layer.values()[layer.ordinal() - 1]);
    times(usual.kernel(), factors.get(layer) / before);
    times(usual.bias(), factors.get(layer));
    return usual;
  }

  /**
   * From the other network's input x = s(c − m) to this one's y = t(c − n): x = s/t·y + s(n − m).
   */
  private void convert(final Convolution conv1) {
    final InputConvention from = weights.variant().input();
    final InputConvention to = variant.input();
    final float[] usual = conv1.kernel().clone();
    for (int i = 0; i < usual.length; i++) {
      final int colour = channel(from, i / 9 % 3);
      final double scale = from.scale().get(colour);
      final int place = i / 27 * 27 + channel(to, colour) * 9 + i % 9;
      conv1.kernel()[place] = (float) (usual[i] * scale / to.scale().get(colour));
      conv1.bias()[i / 27] +=
          (float) (usual[i] * scale * (to.mean().get(colour) - from.mean().get(colour)));
    }
  }

  /** Maps the index of red, green or blue to the index of the channel, and back. */
  private static int channel(final InputConvention convention, final int colour) {
    return convention.blueFirst() ? 2 - colour : colour;
  }

  private static void times(final float[] values, final float factor) {
    for (int i = 0; i < values.length; i++) values[i] *= factor;
  }

  @Override
  public String name() {
    return "rescaled";
  }

  @Override
  public NetworkVariant variant() {
    return variant;
  }

  @Override
  public boolean has(final Vgg19Layer layer) {
    return weights.has(layer);
  }

  @Override
  public void close() {
    weights.close();
  }
}
