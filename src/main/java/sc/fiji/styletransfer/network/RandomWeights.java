package sc.fiji.styletransfer.network;

import java.util.Random;

/**
 * A VGG19 whose filters are drawn from a seed, the same on every machine: the numbers of {@link
 * Random} are specified bit for bit. It needs no file. Random filters see colour and fine texture
 * (Gatys-like transfer with them is studied in He, Wang &amp; Hopcroft 2016), but no brush strokes.
 *
 * <p>Weights are uniform and each kernel has variance 2/(9·in) (He et al. 2015, eq. 10), which
 * keeps the size of the activations from layer to layer, times a gain that brings each layer's mean
 * activation near that of Oxford's network, so that presets carry over. Its mean over the nine taps
 * and input channels is zero, so that an even area gives no response, and biases are zero. Inputs
 * are scaled like Oxford's.
 */
public final class RandomWeights implements NetworkWeights {

  /**
   * Measured on two pictures: mean activation with Oxford's weights, relative to the layer before.
   */
  private static final float[] GAINS = {
    0.9f, 4.9f, 1.44f, 1.12f, 1.27f, 1.42f, 2.6f, 1.76f, 1, 0.78f, 0.63f, 0.26f, 1.17f, 1, 1, 1
  };

  private final long seed;

  /**
   * @param seed of the filters
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
    // A generator per layer, so that the layers can be read in any order.
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
    // nothing is held open
  }

  private static void centre(final float[] kernel, final int begin, final int length) {
    double mean = 0;
    for (int i = begin; i < begin + length; i++) mean += kernel[i];
    mean /= length;
    for (int i = begin; i < begin + length; i++) kernel[i] -= (float) mean;
  }
}
