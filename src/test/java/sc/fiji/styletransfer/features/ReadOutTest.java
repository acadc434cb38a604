package sc.fiji.styletransfer.features;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import sc.fiji.styletransfer.network.DistilledNetwork;
import sc.fiji.styletransfer.network.NetworkWeights;
import sc.fiji.styletransfer.network.Vgg19Layer;
import sc.fiji.styletransfer.network.WithoutReadOuts;
import sc.fiji.styletransfer.tensor.CpuSession;

/**
 * The features of a distilled network are linear in the activations, which go on to the next layer.
 */
class ReadOutTest {

  private static final Vgg19Layer LAYER = Vgg19Layer.CONV2_1;

  @RegisterExtension final CpuSession cpu = new CpuSession();

  @Test
  void featuresAreTheReadOutOfTheActivations() {
    final DistilledNetwork distilled = new DistilledNetwork();
    final int channels = distilled.widths().channels(LAYER);
    final int components = distilled.widths().features(LAYER);
    final float[] activations = features(new WithoutReadOuts(distilled), Precision.SINGLE);
    final float[] readOut = distilled.read(LAYER).readOut();
    final int positions = activations.length / channels;
    final float[] expected = new float[components * positions];
    for (int k = 0; k < components; k++)
      for (int c = 0; c < channels; c++)
        for (int i = 0; i < positions; i++)
          expected[k * positions + i] += readOut[k * channels + c] * activations[c * positions + i];
    assertArrayEquals(expected, features(distilled, Precision.SINGLE), 1e-3f);
  }

  @Test
  void mixedPrecisionRoundsReadOutsAsItRoundsActivations() {
    final DistilledNetwork distilled = new DistilledNetwork();
    final float[] single = features(distilled, Precision.SINGLE);
    final float[] mixed = features(distilled, Precision.MIXED);
    assertEquals(single.length, mixed.length);
    double error = 0;
    double size = 0;
    for (int i = 0; i < single.length; i++) {
      error += Math.pow(single[i] - mixed[i], 2);
      size += Math.pow(single[i], 2);
    }
    assertEquals(0, Math.sqrt(error / size), 0.02);
  }

  private float[] features(final NetworkWeights weights, final Precision precision) {
    final NDManager manager = cpu.open().manager();
    final Vgg19.Variations variations = new Vgg19.Variations(Pooling.MAX, Border.ZERO, precision);
    final float[][] found = new float[1][];
    try (Vgg19 network = new Vgg19(weights, LAYER, variations, manager);
        NDArray picture = manager.create(pixels(), new Shape(1, 3, 20, 18))) {
      visit(network, picture, (layer, features) -> found[0] = features.toFloatArray());
    }
    return found[0];
  }

  /** Evaluates one layer and passes its features in float32. */
  private static void visit(
      final Vgg19 network, final NDArray picture, final FeatureVisitor visitor) {
    try (ColourScale unchanged =
        new ColourScale(network.input(), network.input(), picture.getManager())) {
      new FeatureExtractor(network, unchanged, true).visit(picture, Set.of(LAYER), visitor);
    }
  }

  private static float[] pixels() {
    final Random random = new Random(7);
    final float[] values = new float[3 * 20 * 18];
    for (int i = 0; i < values.length; i++) values[i] = 255 * random.nextFloat() - 128;
    return values;
  }
}
