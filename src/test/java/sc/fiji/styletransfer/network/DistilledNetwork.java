package sc.fiji.styletransfer.network;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;

/**
 * A narrow random network with a read-out at each layer up to conv5_1, as a distilled one has. Its
 * read-outs can have components that are always zero.
 */
public class DistilledNetwork implements NetworkWeights {

  private static final int NARROWER = 16;

  private final NetworkWidths widths;

  public DistilledNetwork() {
    this(0);
  }

  /**
   * @param zeros number of components of each read-out that are zero
   */
  public DistilledNetwork(final int zeros) {
    final Map<Vgg19Layer, Integer> channels = new EnumMap<>(Vgg19Layer.class);
    final Map<Vgg19Layer, Integer> readOuts = new EnumMap<>(Vgg19Layer.class);
    for (final Vgg19Layer layer : NetworkFingerprint.LAYERS) {
      channels.put(layer, layer.channels() / NARROWER);
      readOuts.put(layer, layer.channels() / NARROWER + 1 + zeros);
    }
    widths = new NetworkWidths(channels, readOuts);
  }

  @Override
  public String name() {
    return "distilled";
  }

  @Override
  public NetworkVariant variant() {
    return NetworkVariant.OXFORD;
  }

  @Override
  public NetworkWidths widths() {
    return widths;
  }

  @Override
  public boolean has(final Vgg19Layer layer) {
    return NetworkFingerprint.LAYERS.contains(layer);
  }

  @Override
  public Convolution read(final Vgg19Layer layer) {
    final Random random = new Random(layer.ordinal());
    final int channels = widths.channels(layer);
    final double deviation = Math.sqrt(2.0 * channels / widths.kernelLength(layer));
    return new Convolution(
        layer,
        gaussian(widths.kernelLength(layer), deviation, random),
        new float[channels],
        Arrays.copyOf(
            gaussian((layer.channels() / NARROWER + 1) * channels, 1, random),
            widths.features(layer) * channels));
  }

  @Override
  public void close() {
    // No file is open.
  }

  private static float[] gaussian(final int length, final double deviation, final Random random) {
    final float[] values = new float[length];
    for (int i = 0; i < length; i++) values[i] = (float) (deviation * random.nextGaussian());
    return values;
  }
}
