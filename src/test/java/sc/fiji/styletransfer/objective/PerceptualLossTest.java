package sc.fiji.styletransfer.objective;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sc.fiji.styletransfer.features.ColourScale;
import sc.fiji.styletransfer.features.FeatureExtractor;
import sc.fiji.styletransfer.features.Pooling;
import sc.fiji.styletransfer.features.Vgg19;
import sc.fiji.styletransfer.loss.LossTerms;
import sc.fiji.styletransfer.loss.LossWeighting;
import sc.fiji.styletransfer.network.RandomWeights;
import sc.fiji.styletransfer.network.Vgg19Layer;
import sc.fiji.styletransfer.optimise.Objective;
import sc.fiji.styletransfer.picture.PictureTensor;
import sc.fiji.styletransfer.pixels.TensorVector;
import sc.fiji.styletransfer.settings.Preset;
import sc.fiji.styletransfer.settings.Settings;
import sc.fiji.styletransfer.settings.TransferSettings;
import sc.fiji.styletransfer.tensor.CpuSession;
import sc.fiji.styletransfer.tile.TiledFeatures;
import sc.fiji.styletransfer.transfer.TestPictures;

/**
 * Value and gradient of the whole objective. Tile side 0 evaluates the whole picture and 16
 * evaluates tiles.
 */
class PerceptualLossTest {

  private static final TransferSettings SETTINGS =
      TransferSettings.builder()
          .set(Settings.PRESET, Preset.BALANCED)
          .set(Settings.STYLE_WEIGHT, 1.0)
          .set(Settings.TV_WEIGHT, 1.0)
          .build();

  @RegisterExtension final CpuSession cpu = new CpuSession();

  private final List<LossTerms> terms = new ArrayList<>();

  /** Along the gradient, the change of the loss is largest compared with its rounding. */
  @ParameterizedTest
  @CsvSource({"MAX, 1", "AVERAGE, 1", "RESCALED, 1", "MAX, 16"})
  void gradientIsThatOfTheReturnedValue(final Pooling pooling, final double contentFactor) {
    final LossWeighting weighting = new LossWeighting(contentFactor, true);
    try (Losses losses = losses(pooling, SETTINGS);
        TensorVector x = pixels(3);
        TensorVector gradient = x.duplicate();
        TensorVector direction = x.duplicate()) {
      final Objective<TensorVector> objective = objective(losses, pooling, 0, weighting);
      objective.evaluate(x, gradient);
      final double slope = Math.sqrt(gradient.dot(gradient));
      direction.set(gradient);
      direction.scale(1 / slope);
      final double h = 2;
      final double ahead = valueAt(objective, x, h, direction);
      final double behind = valueAt(objective, x, -h, direction);
      assertEquals(slope, (ahead - behind) / (2 * h), 1e-2 * slope);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 16})
  void contentFactorChangesTheValueAndNotTheReportedTerms(final int tileSide) {
    try (Losses losses = losses(Pooling.MAX, SETTINGS);
        TensorVector x = pixels(3);
        TensorVector gradient = x.duplicate()) {
      final double once =
          objective(losses, Pooling.MAX, tileSide, LossWeighting.NEUTRAL).evaluate(x, gradient);
      final double fourTimes =
          objective(losses, Pooling.MAX, tileSide, new LossWeighting(4, true))
              .evaluate(x, gradient);
      assertEquals(terms.get(0), terms.get(1));
      assertEquals(terms.get(0).total(), once);
      assertEquals(3 * terms.get(0).content(), fourTimes - once, 1e-6 * fourTimes);
      assertTrue(terms.get(0).content() > 0.01 * once, "the content term is too small to test");
    }
  }

  /** The objective is linear in the factor: gradients for factors 1, 2 and 4 lie on a line. */
  @ParameterizedTest
  @ValueSource(ints = {0, 16})
  void gradientIsLinearInTheContentFactor(final int tileSide) {
    try (Losses losses = losses(Pooling.MAX, SETTINGS);
        TensorVector x = pixels(3);
        TensorVector once = x.duplicate();
        TensorVector twice = x.duplicate();
        TensorVector fourTimes = x.duplicate()) {
      objective(losses, Pooling.MAX, tileSide, new LossWeighting(1, true)).evaluate(x, once);
      objective(losses, Pooling.MAX, tileSide, new LossWeighting(2, true)).evaluate(x, twice);
      objective(losses, Pooling.MAX, tileSide, new LossWeighting(4, true)).evaluate(x, fourTimes);
      twice.add(-1, once);
      fourTimes.add(-1, once);
      final double content = twice.dot(twice);
      assertTrue(content > 0, "the content has no gradient");
      assertEquals(3, fourTimes.dot(twice) / content, 1e-3);
      assertEquals(9, fourTimes.dot(fourTimes) / content, 1e-3);
    }
  }

  /** The content layer is conv4_2, so that conv5_1 is the only deeper style layer. */
  @ParameterizedTest
  @ValueSource(ints = {0, 16})
  void excludedDeepLayersHaveNoEffect(final int tileSide) {
    final LossWeighting shallow = new LossWeighting(1, false);
    final TransferSettings without =
        SETTINGS
            .change()
            .parse("style-layers", "conv1_1:0.2,conv2_1:0.2,conv3_1:0.2,conv4_1:0.2")
            .build();
    try (Losses all = losses(Pooling.MAX, SETTINGS);
        Losses fewer = losses(Pooling.MAX, without);
        TensorVector x = pixels(3);
        TensorVector excluded = x.duplicate();
        TensorVector absent = x.duplicate();
        TensorVector included = x.duplicate()) {
      final double value = objective(all, Pooling.MAX, tileSide, shallow).evaluate(x, excluded);
      final double expected =
          objective(fewer, Pooling.MAX, tileSide, LossWeighting.NEUTRAL).evaluate(x, absent);
      final double whole =
          objective(all, Pooling.MAX, tileSide, LossWeighting.NEUTRAL).evaluate(x, included);
      assertEquals(expected, value);
      assertArrayEquals(absent.array().toFloatArray(), excluded.array().toFloatArray());
      assertTrue(whole > value);
    }
  }

  @Test
  void evaluationLeavesNoArrayBehind() {
    try (Losses losses = losses(Pooling.MAX, SETTINGS);
        TensorVector x = pixels(3);
        TensorVector gradient = x.duplicate()) {
      final Objective<TensorVector> objective =
          objective(losses, Pooling.MAX, 0, LossWeighting.NEUTRAL);
      objective.evaluate(x, gradient);
      final int before = cpu.open().manager().getManagedArrays().size();
      for (int i = 0; i < 5; i++) objective.evaluate(x, gradient);
      assertEquals(before, cpu.open().manager().getManagedArrays().size());
    }
  }

  private static double valueAt(
      final Objective<TensorVector> objective,
      final TensorVector x,
      final double step,
      final TensorVector direction) {
    try (TensorVector moved = x.duplicate();
        TensorVector unused = x.duplicate()) {
      moved.add(step, direction);
      return objective.evaluate(moved, unused);
    }
  }

  private Objective<TensorVector> objective(
      final Losses losses,
      final Pooling pooling,
      final int tileSide,
      final LossWeighting weighting) {
    return losses.objective(
        cpu.open(), extractor(pooling), new Evaluation(tileSide, () -> weighting, terms::add));
  }

  private Losses losses(final Pooling pooling, final TransferSettings settings) {
    try (TensorVector content = pixels(1);
        TensorVector style = pixels(2)) {
      return new LossBuilder(new TiledFeatures(extractor(pooling), 0), settings)
          .build(content.array(), List.of(style.array()));
    }
  }

  private FeatureExtractor extractor(final Pooling pooling) {
    final Vgg19 network =
        new Vgg19(new RandomWeights(1), Vgg19Layer.CONV5_1, pooling, cpu.open().manager());
    return new FeatureExtractor(
        network, new ColourScale(network.input(), network.input(), cpu.open().manager()));
  }

  private TensorVector pixels(final long seed) {
    final TensorVector vector =
        new TensorVector(PictureTensor.of(TestPictures.waves(32, 40, seed), cpu.open().manager()));
    vector.scale(255);
    return vector;
  }

  private static TensorVector gaussian(final TensorVector like) {
    final Random random = new Random(7);
    final float[] values = new float[(int) like.array().size()];
    for (int i = 0; i < values.length; i++) values[i] = (float) random.nextGaussian();
    try (NDArray borrowed = like.array().getManager().create(values, like.array().getShape())) {
      return new TensorVector(borrowed.duplicate());
    }
  }
}
