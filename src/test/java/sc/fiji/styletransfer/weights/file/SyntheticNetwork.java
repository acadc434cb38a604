package sc.fiji.styletransfer.weights.file;

import java.util.LinkedHashMap;
import java.util.Map;
import sc.fiji.styletransfer.network.Convolution;
import sc.fiji.styletransfer.network.NetworkVariant;
import sc.fiji.styletransfer.network.NetworkWeights;
import sc.fiji.styletransfer.network.RandomWeights;
import sc.fiji.styletransfer.network.Vgg19Layer;

/** Networks of VGG19's shape with known numbers, recognisable as one of the real ones. */
public final class SyntheticNetwork implements NetworkWeights {

  /** Oxford's first filter, float16, as in the notes. */
  public static final float[] OXFORD = {
    .341309f, .340088f, -.04483f, .232178f, .089783f, -.303223f, -.072632f, -.246704f, -.336914f,
    .464111f, .418213f, -.048065f, .305176f, .103882f, -.373047f, -.076477f, -.310791f, -.4646f,
    .394287f, .377441f, -.045959f, .26709f, .099854f, -.341064f, -.075745f, -.280273f, -.416016f
  };

  /** The beginning of torchvision's features.0.weight as PyTorch prints it. */
  public static final float[] TORCHVISION = {
    -5.3474e-02f, -4.9257e-02f, -6.7942e-02f, 1.5314e-02f, 4.5068e-02f, 2.1444e-03f, 3.6226e-02f,
    1.9999e-02f, 1.9864e-02f, 1.7015e-02f, 5.5403e-02f, -6.2293e-03f, 1.4165e-01f, 2.2705e-01f,
    1.3758e-01f, 1.2000e-01f, 2.0030e-01f, 9.2114e-02f, -4.4885e-02f, 1.2680e-02f, -1.4497e-02f,
    5.9742e-02f, 1.3955e-01f, 5.4102e-02f, -9.6141e-04f, 5.8304e-02f, -2.9663e-02f
  };

  private final RandomWeights random;
  private final float[] firstFilter;

  public SyntheticNetwork(final long seed, final float[] firstFilter) {
    random = new RandomWeights(seed);
    this.firstFilter = firstFilter;
  }

  public static SyntheticNetwork oxford(final long seed) {
    return new SyntheticNetwork(seed, OXFORD);
  }

  @Override
  public String name() {
    return "synthetic";
  }

  @Override
  public NetworkVariant variant() {
    return NetworkVariant.OXFORD;
  }

  @Override
  public boolean has(final Vgg19Layer layer) {
    return true;
  }

  @Override
  public Convolution read(final Vgg19Layer layer) {
    final Convolution convolution = random.read(layer);
    if (layer == Vgg19Layer.CONV1_1)
      System.arraycopy(firstFilter, 0, convolution.kernel(), 0, firstFilter.length);
    // Biases that differ, so that their order matters.
    for (int c = 0; c < layer.channels(); c++) convolution.bias()[c] = c / 1024f;
    return convolution;
  }

  @Override
  public void close() {
    // nothing is held open
  }

  /** The tensors of the first layers under torchvision's names. */
  public Map<String, Tensor> tensors(final Vgg19Layer last) {
    final Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (final Vgg19Layer layer : Vgg19Layer.values()) {
      if (layer.compareTo(last) > 0) break;
      final Convolution c = read(layer);
      final String name = "features." + layer.torchIndex();
      tensors.put(
          name + ".weight", Tensor.of(c.kernel(), layer.channels(), layer.inputChannels(), 3, 3));
      tensors.put(name + ".bias", Tensor.of(c.bias(), layer.channels()));
    }
    return tensors;
  }
}
