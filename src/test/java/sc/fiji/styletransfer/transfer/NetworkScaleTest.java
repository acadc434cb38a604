package sc.fiji.styletransfer.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import sc.fiji.styletransfer.tensor.DeviceChoice;
import sc.fiji.styletransfer.weights.Convolution;
import sc.fiji.styletransfer.weights.NetworkVariant;
import sc.fiji.styletransfer.weights.NetworkWeights;
import sc.fiji.styletransfer.weights.RandomWeights;
import sc.fiji.styletransfer.weights.Vgg19Layer;

/**
 * Two networks that see the same with responses of other sizes in every layer, as Oxford's and
 * torchvision's have: the relative formulas give the same run without other weights.
 */
class NetworkScaleTest {

  @ParameterizedTest
  @EnumSource(names = {"BALANCED", "PORTRAIT", "TEXTURE", "SUBTLE"})
  void presetsOfRelativeFormulasDoNotDependOnTheSizeOfResponses(final Preset preset) {
    final double[] usual = losses(preset, false);
    final double[] scaled = losses(preset, true);
    for (int i = 0; i < usual.length; i++) assertEquals(usual[i], scaled[i], 2e-3 * usual[i]);
    assertTrue(
        TransferSettings.builder()
            .set(Settings.PRESET, preset)
            .build()
            .get(Settings.STYLE_FORMULA)
            .isRelative());
  }

  @Test
  void thePublishedOnesDo() {
    final double usual = losses(Preset.GATYS, false)[0];
    assertTrue(losses(Preset.GATYS, true)[0] > 1.5 * usual);
  }

  /** The loss at the first evaluation and after some. */
  private static double[] losses(final Preset preset, final boolean scaled) {
    final RandomWeights weights = new RandomWeights(1);
    final TransferSettings settings =
        TransferSettings.builder()
            .set(Settings.PRESET, preset)
            .set(Settings.ITERATIONS, 4)
            .set(Settings.INIT, Start.CONTENT)
            .build();
    final double[] losses = new double[2];
    try (StyleTransfer transfer =
        new StyleTransfer(scaled ? new Scaled(weights) : weights, new DeviceChoice("cpu"))) {
      transfer.run(
          TransferInputs.of(TestPictures.waves(40, 32, 1), TestPictures.waves(40, 40, 2)),
          settings,
          progress -> losses[progress.evaluation() == 1 ? 0 : 1] = progress.loss().total());
    }
    return losses;
  }

  /** Responses of each layer times a factor of its own, which the next layer takes back. */
  private static final class Scaled implements NetworkWeights {

    private static final float[] FACTORS = {1.5f, 0.6f, 2f, 0.8f};

    private final NetworkWeights weights;
    private final Map<Vgg19Layer, Float> factors = new EnumMap<>(Vgg19Layer.class);

    Scaled(final NetworkWeights weights) {
      this.weights = weights;
      for (final Vgg19Layer layer : Vgg19Layer.values())
        factors.put(layer, FACTORS[layer.ordinal() % FACTORS.length]);
    }

    @Override
    public Convolution read(final Vgg19Layer layer) {
      final Convolution usual = weights.read(layer);
      final float factor = factors.get(layer);
      final float before =
          layer.ordinal() == 0 ? 1 : factors.get(Vgg19Layer.values()[layer.ordinal() - 1]);
      return new Convolution(
          layer, times(usual.kernel(), factor / before), times(usual.bias(), factor));
    }

    private static float[] times(final float[] values, final float factor) {
      for (int i = 0; i < values.length; i++) values[i] *= factor;
      return values;
    }

    @Override
    public String name() {
      return "scaled";
    }

    @Override
    public NetworkVariant variant() {
      return weights.variant();
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
}
