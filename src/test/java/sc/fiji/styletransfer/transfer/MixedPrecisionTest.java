package sc.fiji.styletransfer.transfer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.Random;
import net.imglib2.img.Img;
import net.imglib2.type.numeric.real.FloatType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import sc.fiji.styletransfer.features.Border;
import sc.fiji.styletransfer.features.ColourScale;
import sc.fiji.styletransfer.features.FeatureExtractor;
import sc.fiji.styletransfer.features.Pooling;
import sc.fiji.styletransfer.features.Precision;
import sc.fiji.styletransfer.features.Vgg19;
import sc.fiji.styletransfer.loss.StyleFormula;
import sc.fiji.styletransfer.network.NetworkWeights;
import sc.fiji.styletransfer.network.RandomWeights;
import sc.fiji.styletransfer.network.Vgg19Layer;
import sc.fiji.styletransfer.objective.DefectCorrection;
import sc.fiji.styletransfer.objective.Evaluation;
import sc.fiji.styletransfer.objective.LossBuilder;
import sc.fiji.styletransfer.objective.Losses;
import sc.fiji.styletransfer.optimise.Objective;
import sc.fiji.styletransfer.picture.PictureSize;
import sc.fiji.styletransfer.picture.PictureTensor;
import sc.fiji.styletransfer.pixels.TensorStorage;
import sc.fiji.styletransfer.pixels.TensorVector;
import sc.fiji.styletransfer.settings.PrecisionChoice;
import sc.fiji.styletransfer.settings.Preset;
import sc.fiji.styletransfer.settings.Settings;
import sc.fiji.styletransfer.settings.TransferSettings;
import sc.fiji.styletransfer.tensor.DeviceChoice;
import sc.fiji.styletransfer.tensor.TensorEngine;
import sc.fiji.styletransfer.tensor.TensorSession;
import sc.fiji.styletransfer.tile.AdaptiveTileSize;
import sc.fiji.styletransfer.tile.TiledFeatures;
import sc.fiji.styletransfer.weights.NetworkChoice;

/** The network in 16 bits leads to about the same as in 32. */
@Tag("slow")
class MixedPrecisionTest {

  private static final PictureSize SIZE = new PictureSize(145, 119);

  private static TensorSession session;
  private static NetworkWeights weights;

  @BeforeAll
  static void open() {
    session = TensorEngine.start().open(new DeviceChoice("cpu"));
    weights = NetworkChoice.open("builtin");
  }

  @AfterAll
  static void close() {
    weights.close();
    session.close();
  }

  @ParameterizedTest
  @EnumSource(StyleFormula.class)
  void lossAndGradientAreAboutTheSame(final StyleFormula formula) {
    final TransferSettings settings =
        TransferSettings.builder()
            .set(Settings.PRESET, Preset.BALANCED)
            .set(Settings.STYLE_FORMULA, formula)
            .build();
    final Result single =
        evaluate(new StyleContext(Precision.SINGLE, Pooling.AVERAGE, 0), settings);
    final Result mixed = evaluate(new StyleContext(Precision.MIXED, Pooling.AVERAGE, 0), settings);
    assertEquals(single.loss(), mixed.loss(), 1e-2 * single.loss());
    final double error = Reference.relativeError(mixed.gradient(), single.gradient());
    assertTrue(error > 0, "it is not mixed at all");
    assertTrue(error < 0.1, "gradient differs by " + error);
  }

  /** Of four nearly equal values another may be the largest, and gets all of the gradient then. */
  @Test
  void throughMaximaTheGradientLeadsTheSameWay() {
    final TransferSettings settings =
        TransferSettings.builder().set(Settings.PRESET, Preset.BALANCED).build();
    final float[] single =
        evaluate(new StyleContext(Precision.SINGLE, Pooling.MAX, 0), settings).gradient();
    final float[] mixed =
        evaluate(new StyleContext(Precision.MIXED, Pooling.MAX, 0), settings).gradient();
    final double error = Reference.relativeError(mixed, single);
    assertTrue(error < 0.4, "gradient differs by " + error);
  }

  @Test
  void tilesAgreeWithTheWholeButForTheRoundingOfTheirSums() {
    final TransferSettings settings =
        TransferSettings.builder().set(Settings.PRESET, Preset.BALANCED).build();
    final Result whole = evaluate(new StyleContext(Precision.MIXED, Pooling.AVERAGE, 0), settings);
    final Result tiled = evaluate(new StyleContext(Precision.MIXED, Pooling.AVERAGE, 64), settings);
    assertEquals(whole.loss(), tiled.loss(), 1e-2 * whole.loss());
    final double error = Reference.relativeError(tiled.gradient(), whole.gradient());
    assertTrue(error < 0.03, "gradient differs by " + error);
  }

  @ParameterizedTest
  @EnumSource(
      value = Preset.class,
      names = {"GATYS", "BALANCED"})
  void aRunFallsAsFarAsInSinglePrecision(final Preset preset) {
    final TransferSettings.Builder builder =
        TransferSettings.builder().set(Settings.PRESET, preset).set(Settings.ITERATIONS, 30);
    final TransferInputs inputs =
        TransferInputs.of(TestPictures.waves(64, 48, 1), TestPictures.waves(48, 64, 2));
    try (StyleTransfer transfer =
        new StyleTransfer(new RandomWeights(1), new DeviceChoice("cpu"))) {
      final TransferSettings exact =
          builder.set(Settings.PRECISION, PrecisionChoice.SINGLE).build();
      final double single = transfer.run(inputs, exact).loss().total();
      final double mixed =
          transfer
              .run(inputs, builder.set(Settings.PRECISION, PrecisionChoice.MIXED).build())
              .loss()
              .total();
      assertEquals(single, mixed, 0.15 * single);
    }
  }

  @Test
  void aPictureInItsOwnStyleComesBack() {
    final Img<FloatType> picture = TestPictures.waves(64, 48, 1);
    final TransferSettings settings =
        TransferSettings.builder()
            .set(Settings.PRESET, Preset.BALANCED)
            .set(Settings.PRECISION, PrecisionChoice.MIXED)
            .set(Settings.ITERATIONS, 4)
            .build();
    try (StyleTransfer transfer =
        new StyleTransfer(new RandomWeights(1), new DeviceChoice("cpu"))) {
      final TransferResult result = transfer.run(TransferInputs.of(picture, picture), settings);
      assertArrayEquals(
          TestPictures.values(picture), TestPictures.values(result.picture()), 2 / 255f);
    }
  }

  @Test
  void evaluatingLeavesNoArrayBehind() {
    final TransferSettings settings =
        TransferSettings.builder()
            .set(Settings.PRESET, Preset.BALANCED)
            .set(Settings.STYLE_FORMULA, StyleFormula.WASSERSTEIN)
            .build();
    evaluate(new StyleContext(Precision.MIXED, Pooling.AVERAGE, 0), settings);
    final int before = session.manager().getManagedArrays().size();
    for (int i = 0; i < 3; i++)
      evaluate(new StyleContext(Precision.MIXED, Pooling.AVERAGE, 0), settings);
    assertEquals(before, session.manager().getManagedArrays().size());
  }

  /**
   * At the pixels of the last update, the corrected loss equals the loss in 32 bits; near them,
   * almost.
   */
  @ParameterizedTest
  @CsvSource({"GATYS, 0", "RELATIVE, 0", "WASSERSTEIN, 0", "GATYS, 64"})
  void correctedItIsTheLossInSinglePrecision(final StyleFormula formula, final int tile) {
    final TransferSettings settings =
        TransferSettings.builder()
            .set(Settings.PRESET, Preset.BALANCED)
            .set(Settings.STYLE_FORMULA, formula)
            .build();
    try (Vgg19 single = network(new StyleContext(Precision.SINGLE, Pooling.MAX, tile));
        Vgg19 mixed = network(new StyleContext(Precision.MIXED, Pooling.MAX, tile));
        ColourScale scale = new ColourScale(single.input(), single.input(), session.manager());
        TensorVector content = pixels(SIZE, 1);
        TensorVector style = pixels(new PictureSize(170, 150), 2);
        TensorVector x = pixels(SIZE, 3);
        TensorVector near = x.duplicate()) {
      near.scale(1.01);
      final FeatureExtractor exact =
          new FeatureExtractor(single, scale, formula.needsSinglePrecision());
      final FeatureExtractor rounded =
          new FeatureExtractor(mixed, scale, formula.needsSinglePrecision());
      final Losses exactly =
          new LossBuilder(new TiledFeatures(exact, tile), settings)
              .build(content.array(), List.of(style.array()));
      try (Losses losses =
              exactly.corrected(SIZE, weights.widths(), session.manager(), TensorStorage.DEVICE);
          DefectCorrection correction =
              new DefectCorrection(new AdaptiveTileSize(tile), exact, rounded, losses)) {
        final double here = value(exact, exactly, tile, x);
        final double there = value(exact, exactly, tile, near);
        final double uncorrected = Math.abs(value(rounded, losses, tile, x) / here - 1);
        assertTrue(uncorrected > 1e-5, "nothing is rounded: " + uncorrected);
        correction.update(x);
        assertEquals(here, value(rounded, losses, tile, x), 2e-5 * here);
        assertEquals(there, value(rounded, losses, tile, near), 2e-3 * there);
      }
    }
  }

  private static double value(
      final FeatureExtractor eye, final Losses losses, final int tile, final TensorVector x) {
    try (TensorVector gradient = x.duplicate()) {
      return losses
          .objective(session, eye, new Evaluation(tile, terms -> {}))
          .evaluate(x, gradient);
    }
  }

  private static Vgg19 network(final StyleContext look) {
    return new Vgg19(
        weights,
        Vgg19Layer.CONV5_1,
        new Vgg19.Variations(look.pooling(), Border.ZERO, look.precision()),
        session.manager());
  }

  private record StyleContext(Precision precision, Pooling pooling, int tile) {}

  private record Result(double loss, float[] gradient) {}

  private static Result evaluate(final StyleContext look, final TransferSettings settings) {
    try (Vgg19 network = network(look);
        ColourScale scale = new ColourScale(network.input(), network.input(), session.manager());
        TensorVector content = pixels(SIZE, 1);
        TensorVector style = pixels(new PictureSize(170, 150), 2);
        TensorVector x = pixels(SIZE, 3);
        TensorVector gradient = x.duplicate()) {
      final FeatureExtractor eye =
          new FeatureExtractor(
              network, scale, settings.get(Settings.STYLE_FORMULA).needsSinglePrecision());
      try (Losses losses =
          new LossBuilder(new TiledFeatures(eye, look.tile()), settings)
              .build(content.array(), List.of(style.array()))) {
        final Objective<TensorVector> loss =
            losses.objective(session, eye, new Evaluation(look.tile(), terms -> {}));
        final double value = loss.evaluate(x, gradient);
        return new Result(value, gradient.array().toFloatArray());
      }
    }
  }

  /** Where a picture is smooth, responses are near zero and a rounding may switch them off. */
  private static TensorVector pixels(final PictureSize size, final long seed) {
    final Random random = new Random(seed);
    final Img<FloatType> picture = TestPictures.waves(size.width(), size.height(), seed);
    picture.forEach(value -> value.set(value.get() + 0.1f * (float) random.nextGaussian()));
    try (NDArray unit = PictureTensor.of(picture, session.manager())) {
      return new TensorVector(unit.mul(255));
    }
  }
}
