package sc.fiji.styletransfer.features;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static sc.fiji.styletransfer.network.NetworkVariant.OXFORD;
import static sc.fiji.styletransfer.network.NetworkVariant.TORCHVISION;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import sc.fiji.styletransfer.SharedFiles;
import sc.fiji.styletransfer.loss.ContentFormula;
import sc.fiji.styletransfer.loss.LossTerms;
import sc.fiji.styletransfer.network.InputConvention;
import sc.fiji.styletransfer.network.NetworkVariant;
import sc.fiji.styletransfer.network.NetworkWeights;
import sc.fiji.styletransfer.network.RandomWeights;
import sc.fiji.styletransfer.network.RescaledNetwork;
import sc.fiji.styletransfer.network.Vgg19Layer;
import sc.fiji.styletransfer.objective.Evaluation;
import sc.fiji.styletransfer.objective.LossBuilder;
import sc.fiji.styletransfer.objective.Losses;
import sc.fiji.styletransfer.picture.PictureTensor;
import sc.fiji.styletransfer.pixels.TensorStorage;
import sc.fiji.styletransfer.pixels.TensorVector;
import sc.fiji.styletransfer.settings.PrecisionChoice;
import sc.fiji.styletransfer.settings.Preset;
import sc.fiji.styletransfer.settings.Settings;
import sc.fiji.styletransfer.settings.StartPicture;
import sc.fiji.styletransfer.settings.TransferSettings;
import sc.fiji.styletransfer.tensor.DeviceChoice;
import sc.fiji.styletransfer.tensor.TensorEngine;
import sc.fiji.styletransfer.tensor.TensorSession;
import sc.fiji.styletransfer.tile.TiledFeatures;
import sc.fiji.styletransfer.transfer.StyleTransfer;
import sc.fiji.styletransfer.transfer.TestPictures;
import sc.fiji.styletransfer.transfer.TransferInputs;
import sc.fiji.styletransfer.weights.file.WeightsFile;

/**
 * Two networks that compute the same function with activations of different sizes, as in the Oxford
 * and torchvision networks. The relative formulas give the same run without a change of weights.
 * The published formulas give the same run because the size of the activations scales the weights.
 */
@Tag("slow")
class NetworkScaleTest {

  private static final List<Preset> RELATIVE =
      List.of(Preset.BALANCED, Preset.PORTRAIT, Preset.TEXTURE, Preset.SUBTLE);

  private static final List<Preset> PUBLISHED =
      List.of(Preset.GATYS, Preset.UDACITY, Preset.NEURAL_STYLE);

  @Test
  void presetsOfRelativeFormulasDoNotDependOnTheSizeOfResponses() {
    final Map<Preset, double[]> usual = losses(unscaled(OXFORD), RELATIVE);
    final Map<Preset, double[]> scaled = losses(rescaled(OXFORD), RELATIVE);
    for (final Preset preset : RELATIVE) {
      assertSame(usual, scaled, preset);
      assertTrue(settings(preset).get(Settings.STYLE_FORMULA).isRelative(), preset.toString());
    }
  }

  @Test
  void thePublishedOnesDoUnlessLayersAreWeighedByIt() {
    final Map<Preset, double[]> usual = losses(unscaled(OXFORD), PUBLISHED);
    final Map<Preset, double[]> scaled = losses(rescaled(OXFORD), PUBLISHED);
    final Map<Preset, double[]> weighed = losses(unscaled(TORCHVISION), PUBLISHED);
    final Map<Preset, double[]> scaledAndWeighed = losses(rescaled(TORCHVISION), PUBLISHED);
    for (final Preset preset : PUBLISHED) {
      final double first = usual.get(preset)[0];
      assertNotEquals(first, scaled.get(preset)[0], 0.2 * first, preset.toString());
      assertSame(weighed, scaledAndWeighed, preset);
    }
  }

  @Test
  void presetsHaveTheSameLossAndGradientOnOxfordsNetworkInTorchvisionsForm() {
    try (NetworkWeights oxford = WeightsFile.open(SharedFiles.oxfordWeights());
        TensorSession session = TensorEngine.start().open(new DeviceChoice("cpu"))) {
      final RescaledNetwork other = RescaledNetwork.of(oxford, TORCHVISION);
      final ResponseScale scale = ResponseScale.measure(other, session.manager());
      for (final Preset preset : PUBLISHED) {
        final Slope usual = slope(session, oxford, ResponseScale.OWN, preset);
        final Slope scaled = slope(session, other, scale, preset);
        assertEquals(usual.loss.content(), scaled.loss.content(), 1e-3 * usual.loss.content());
        assertEquals(usual.loss.style(), scaled.loss.style(), 1e-3 * usual.loss.style());
        assertTrue(usual.distance(scaled) < 1e-3, preset + ": " + usual.distance(scaled));
        final Slope otherwise = slope(session, other, ResponseScale.OWN, preset);
        assertTrue(usual.distance(otherwise) > 0.2, preset + ": " + usual.distance(otherwise));
      }
    }
  }

  @Test
  void aNetworkIsMeasuredOnceAndOnlyIfAFormulaNeedsIt() {
    final RescaledNetwork weights = rescaled(TORCHVISION);
    try (StyleTransfer transfer = new StyleTransfer(weights, new DeviceChoice("cpu"))) {
      // conv5_4 is in no preset: it is only read to be measured.
      run(transfer, Preset.BALANCED);
      assertEquals(0, weights.reads(Vgg19Layer.CONV5_4));
      assertEquals(Map.of(), transfer.responseScale());
      for (final Preset preset : PUBLISHED) run(transfer, preset);
      assertEquals(1, weights.reads(Vgg19Layer.CONV5_4));
      assertEquals(Vgg19Layer.values().length, transfer.responseScale().size());
    }
  }

  @Test
  void aMeanContentIsWeighedEvenWithARelativeStyle() {
    try (StyleTransfer transfer =
        new StyleTransfer(rescaled(TORCHVISION), new DeviceChoice("cpu"))) {
      final TransferSettings settings =
          settings(Preset.BALANCED)
              .change()
              .set(Settings.CONTENT_FORMULA, ContentFormula.MEAN)
              .build();
      transfer.run(inputs(), settings);
      assertEquals(Vgg19Layer.values().length, transfer.responseScale().size());
    }
  }

  @Test
  void oxfordsNetworkIsNeverMeasured() {
    final RescaledNetwork weights = unscaled(OXFORD);
    try (StyleTransfer transfer = new StyleTransfer(weights, new DeviceChoice("cpu"))) {
      for (final Preset preset : PUBLISHED) run(transfer, preset);
      assertEquals(1, weights.reads(Vgg19Layer.CONV1_1));
      assertEquals(Map.of(), transfer.responseScale());
    }
  }

  private static RescaledNetwork rescaled(final NetworkVariant variant) {
    return RescaledNetwork.of(new RandomWeights(1), variant);
  }

  private static RescaledNetwork unscaled(final NetworkVariant variant) {
    return RescaledNetwork.unscaled(new RandomWeights(1), variant);
  }

  private static void assertSame(
      final Map<Preset, double[]> usual, final Map<Preset, double[]> scaled, final Preset preset) {
    for (int i = 0; i < 2; i++) {
      final double loss = usual.get(preset)[i];
      assertEquals(loss, scaled.get(preset)[i], 2e-3 * loss, preset.toString());
    }
  }

  private static TransferInputs inputs() {
    return TransferInputs.of(TestPictures.waves(40, 32, 1), TestPictures.waves(40, 40, 2));
  }

  private static TransferSettings settings(final Preset preset) {
    return TransferSettings.builder()
        .set(Settings.PRESET, preset)
        .set(Settings.PRECISION, PrecisionChoice.SINGLE)
        .set(Settings.ITERATIONS, 4)
        .set(Settings.INIT, StartPicture.CONTENT)
        .build();
  }

  private static void run(final StyleTransfer transfer, final Preset preset) {
    transfer.run(inputs(), settings(preset));
  }

  /** The loss of the first evaluation and of a later one. */
  private static Map<Preset, double[]> losses(
      final NetworkWeights weights, final List<Preset> presets) {
    final Map<Preset, double[]> losses = new EnumMap<>(Preset.class);
    try (StyleTransfer transfer = new StyleTransfer(weights, new DeviceChoice("cpu"))) {
      for (final Preset preset : presets) {
        final double[] own = new double[2];
        losses.put(preset, own);
        transfer.run(
            inputs(),
            settings(preset),
            progress -> own[progress.evaluation() == 1 ? 0 : 1] = progress.loss().total());
      }
    }
    return losses;
  }

  /** The loss of an image and the gradient, in units that do not depend on the network. */
  private static Slope slope(
      final TensorSession session,
      final NetworkWeights weights,
      final ResponseScale scale,
      final Preset preset) {
    final LossTerms[] terms = new LossTerms[1];
    final InputConvention units = InputConvention.RGB;
    // Zero, the usual border, is not quite the same colour to the two.
    final Vgg19.Variations variations = new Vgg19.Variations(Pooling.MAX, Border.REPLICATE);
    try (Vgg19 network = new Vgg19(weights, Vgg19Layer.CONV5_1, variations, session.manager());
        ColourScale toNetwork = new ColourScale(units, network.input(), session.manager());
        TensorVector content = pixels(session, 1);
        TensorVector style = pixels(session, 2);
        TensorVector x = pixels(session, 3);
        TensorVector gradient = x.duplicate()) {
      final FeatureExtractor eye = new FeatureExtractor(network, toNetwork);
      try (Losses losses =
          new LossBuilder(new TiledFeatures(eye, 0), settings(preset), scale, TensorStorage.DEVICE)
              .build(content.array(), List.of(style.array()))) {
        losses
            .objective(session, eye, new Evaluation(0, value -> terms[0] = value))
            .evaluate(x, gradient);
      }
      return new Slope(terms[0], gradient.array().toFloatArray());
    }
  }

  private static TensorVector pixels(final TensorSession session, final long seed) {
    return new TensorVector(PictureTensor.of(TestPictures.waves(48, 40, seed), session.manager()));
  }

  private record Slope(LossTerms loss, float[] gradient) {

    /** Returns the norm of the difference of the gradients, relative to this gradient's norm. */
    double distance(final Slope other) {
      double difference = 0;
      double length = 0;
      for (int i = 0; i < gradient.length; i++) {
        difference += Math.pow(gradient[i] - other.gradient[i], 2);
        length += Math.pow(gradient[i], 2);
      }
      return Math.sqrt(difference / length);
    }
  }
}
