package sc.fiji.styletransfer.objective;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import sc.fiji.styletransfer.features.ColourScale;
import sc.fiji.styletransfer.features.FeatureExtractor;
import sc.fiji.styletransfer.features.Pooling;
import sc.fiji.styletransfer.features.ResponseScale;
import sc.fiji.styletransfer.features.Vgg19;
import sc.fiji.styletransfer.loss.LossTerms;
import sc.fiji.styletransfer.loss.LossWeighting;
import sc.fiji.styletransfer.loss.StyleFormula;
import sc.fiji.styletransfer.network.RandomWeights;
import sc.fiji.styletransfer.network.Vgg19Layer;
import sc.fiji.styletransfer.picture.PictureSize;
import sc.fiji.styletransfer.picture.PictureTensor;
import sc.fiji.styletransfer.pixels.TensorVector;
import sc.fiji.styletransfer.settings.Preset;
import sc.fiji.styletransfer.settings.Settings;
import sc.fiji.styletransfer.settings.TransferSettings;
import sc.fiji.styletransfer.tensor.DeviceChoice;
import sc.fiji.styletransfer.tensor.TensorEngine;
import sc.fiji.styletransfer.tensor.TensorSession;
import sc.fiji.styletransfer.tile.Tile;
import sc.fiji.styletransfer.tile.TiledFeatures;
import sc.fiji.styletransfer.transfer.TestPictures;

/** Losses that are put together from tiles agree with those of the whole picture. */
class TileEvaluatorTest {

  private static final PictureSize SIZE = new PictureSize(97, 80);
  private static final PictureSize STYLE = new PictureSize(70, 90);
  private static final int SIDE = 48;
  private static final Set<Vgg19Layer> MONITORED = Set.of(Vgg19Layer.CONV2_2);
  private static final double TOLERANCE = 1e-5;

  private static TensorSession session;
  private static Vgg19 network;
  private static FeatureExtractor extractor;

  @BeforeAll
  static void open() {
    session = TensorEngine.start().open(new DeviceChoice("cpu"));
    network = new Vgg19(new RandomWeights(1), Vgg19Layer.CONV4_1, Pooling.MAX, session.manager());
    extractor =
        new FeatureExtractor(
            network, new ColourScale(network.input(), network.input(), session.manager()));
  }

  @AfterAll
  static void close() {
    session.close();
  }

  @ParameterizedTest
  @EnumSource(
      value = StyleFormula.class,
      names = {"GATYS", "RELATIVE", "WASSERSTEIN"})
  void agreesWithTheWholePicture(final StyleFormula formula) {
    assertAgreement(settings().set(Settings.STYLE_FORMULA, formula).build(), true);
  }

  @Test
  void agreesWithEdgeFadeAndRelativeContent() {
    assertAgreement(
        settings().parse("content-formula", "relative").set(Settings.EDGE_FADE, 16).build(), true);
  }

  @Test
  void agreesWithoutDeepLayers() {
    assertAgreement(settings().build(), false);
  }

  private static TransferSettings.Builder settings() {
    return TransferSettings.builder()
        .set(Settings.PRESET, Preset.BALANCED)
        .parse("content-layers", "conv2_2")
        .parse("style-layers", "conv1_1,conv3_1,conv4_1")
        .set(Settings.TV_WEIGHT, 3.0);
  }

  private static void assertAgreement(final TransferSettings settings, final boolean deep) {
    final LossWeighting weighting = new LossWeighting(1.5, deep);
    try (NDArray content = picture(1, SIZE);
        NDArray style = picture(2, STYLE);
        NDArray pixels = picture(3, SIZE);
        TensorVector x = new TensorVector(pixels.duplicate());
        TensorVector expected = x.duplicate();
        TensorVector actual = x.duplicate()) {
      final LossTerms[] whole = new LossTerms[1];
      final ScaledInputs inputs =
          new ScaledInputs(content, List.of(style), List.of(), Optional.empty(), Optional.empty());
      try (Losses losses =
          new LossBuilder(new TiledFeatures(extractor, 0), settings).build(inputs, MONITORED)) {
        losses
            .objective(session, extractor, new Evaluation(0, () -> weighting, t -> whole[0] = t))
            .evaluate(x, expected);
      }
      final LossTerms parts = new Parts(settings, content, style).evaluate(x, weighting, actual);
      assertEquals(1, parts.content() / whole[0].content(), TOLERANCE);
      assertEquals(1, parts.style() / whole[0].style(), TOLERANCE);
      assertEquals(1, parts.pixels() / whole[0].pixels(), TOLERANCE);
      whole[0]
          .monitored()
          .forEach((layer, value) -> assertEquals(1, parts.monitored().get(layer) / value, 1e-4));
      final double norm = Math.sqrt(expected.dot(expected));
      actual.add(-1, expected);
      assertTrue(Math.sqrt(actual.dot(actual)) <= TOLERANCE * norm);
    }
  }

  private static NDArray picture(final int seed, final PictureSize size) {
    return PictureTensor.of(
        TestPictures.waves(size.width(), size.height(), seed), session.manager());
  }

  /** What the machines of a cluster do, one tile after another. */
  private static final class Parts {

    private final TileTerms terms;
    private final TileEvaluator evaluator;
    private final List<Tile> tiles;
    private final List<float[][]> targets;
    private final TotalLoss total;

    Parts(final TransferSettings settings, final NDArray content, final NDArray style) {
      terms = new TileTerms(settings, network.widths(), MONITORED);
      evaluator = new TileEvaluator(session, network, network.input(), terms, SIZE);
      tiles = new TiledFeatures(extractor, SIDE).tiles(SIZE, terms.layers(true));
      targets =
          tiles.stream().map(tile -> evaluator.contentTargets(crop(content, tile), tile)).toList();
      final double[] energies = new double[targets.get(0).length];
      for (final float[][] target : targets)
        for (int i = 0; i < target.length; i++)
          for (final float value : target[i]) energies[i] += (double) value * value;
      float[] sum = null;
      for (final Tile tile : new TiledFeatures(extractor, SIDE).tiles(STYLE, terms.ofStyle()))
        sum = sum(sum, evaluator.styleStatistics(crop(style, tile), tile, STYLE));
      total =
          new TotalLoss(
              session,
              terms,
              ResponseScale.OWN,
              SIZE,
              energies,
              List.of(new TotalLoss.Style(STYLE, sum, 1)));
    }

    LossTerms evaluate(
        final TensorVector x, final LossWeighting weighting, final TensorVector gradient) {
      final boolean deep = weighting.includesDeepLayers();
      float[] sum = null;
      for (int i = 0; i < tiles.size(); i++)
        sum =
            sum(
                sum,
                evaluator.statistics(
                    crop(x.array(), tiles.get(i)), tiles.get(i), targets.get(i), deep));
      final TotalLoss.Outcome outcome = total.evaluate(sum, weighting);
      gradient.scale(0);
      double smoothness = 0;
      for (int i = 0; i < tiles.size(); i++) {
        final Tile tile = tiles.get(i);
        final float[] part =
            evaluator.gradient(
                crop(x.array(), tile), tile, targets.get(i), outcome.derivatives(), deep);
        smoothness += TotalLoss.addGradient(part, tile, gradient);
      }
      total.close();
      evaluator.close();
      return outcome.terms().withPixels(smoothness);
    }

    private static float[] crop(final NDArray picture, final Tile tile) {
      try (NDArray pixels = tile.crop(picture, session.manager())) {
        return pixels.toFloatArray();
      }
    }

    private static float[] sum(final float[] sum, final float[] addend) {
      if (sum == null) return addend;
      for (int i = 0; i < sum.length; i++) sum[i] += addend[i];
      return sum;
    }
  }
}
