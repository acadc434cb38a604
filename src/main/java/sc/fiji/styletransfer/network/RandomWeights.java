package sc.fiji.styletransfer.network;

import java.util.Random;

/**
 * VGG19 with random weights. The weights depend only on the seed and are the same on every machine,
 * because {@link Random} is specified bit for bit. Random filters respond to colour and fine
 * texture, but not to brush strokes (He, Wang &amp; Hopcroft 2016 study style transfer with such
 * networks).
 *
 * <p>Weights are uniform with variance 2/(9·in) (He et al. 2015, eq. 10), which keeps the size of
 * the activations from layer to layer. A gain multiplies each layer, so that its mean activation is
 * near that of the Oxford network and presets can be used without change. The mean of each filter
 * over its nine taps and all input channels is zero, so a uniform area gives no response. Biases
 * are zero. The preprocessing is that of the Oxford network.
 */
public final class RandomWeights implements NetworkWeights {

  /**
   * Mean activation with the weights of the Oxford network, relative to the previous layer,
   * measured on two pictures.
   */
  private static final float[] GAINS = {
    0.9f, 4.9f, 1.44f, 1.12f, 1.27f, 1.42f, 2.6f, 1.76f, 1, 0.78f, 0.63f, 0.26f, 1.17f, 1, 1, 1
  };

  private final long seed;

  /**
   * @param seed seed of the random weights
   */
  public RandomWeights(final long seed) {
    this.seed = seed;
  }

  @Override
  public String name() {
    return "random";
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
    // Each layer has a generator of its own, so the layers can be read in any order.
    final Random random = new Random(seed * Vgg19Layer.values().length + layer.ordinal());
    final float[] kernel = new float[layer.kernelLength()];
    final int filter = kernel.length / layer.channels();
    final float bound = GAINS[layer.ordinal()] * (float) Math.sqrt(3 * 2.0 / filter);
    for (int i = 0; i < kernel.length; i++) kernel[i] = bound * (2 * random.nextFloat() - 1);
    if (layer != Vgg19Layer.CONV1_1)
      for (int begin = 0; begin < kernel.length; begin += filter) centre(kernel, begin, filter);
    return new Convolution(layer, kernel, new float[layer.channels()]);
  }

  @Override
  public void close() {
    // No file is open.
  }

  private static void centre(final float[] kernel, final int begin, final int length) {
    double mean = 0;
    for (int i = begin; i < begin + length; i++) mean += kernel[i];
    mean /= length;
    for (int i = begin; i < begin + length; i++) kernel[i] -= (float) mean;
  }
}
