package sc.fiji.styletransfer.objective;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import sc.fiji.styletransfer.features.ColourScale;
import sc.fiji.styletransfer.features.FeatureExtractor;
import sc.fiji.styletransfer.features.Pooling;
import sc.fiji.styletransfer.features.Vgg19;
import sc.fiji.styletransfer.loss.LossTerms;
import sc.fiji.styletransfer.loss.StyleFormula;
import sc.fiji.styletransfer.network.RandomWeights;
import sc.fiji.styletransfer.network.Vgg19Layer;
import sc.fiji.styletransfer.optimise.Objective;
import sc.fiji.styletransfer.picture.PictureSize;
import sc.fiji.styletransfer.picture.PictureTensor;
import sc.fiji.styletransfer.pixels.TensorVector;
import sc.fiji.styletransfer.region.RegionMask;
import sc.fiji.styletransfer.settings.Preset;
import sc.fiji.styletransfer.settings.Settings;
import sc.fiji.styletransfer.settings.TransferSettings;
import sc.fiji.styletransfer.tensor.DeviceChoice;
import sc.fiji.styletransfer.tensor.TensorEngine;
import sc.fiji.styletransfer.tensor.TensorSession;
import sc.fiji.styletransfer.tile.TiledFeatures;
import sc.fiji.styletransfer.transfer.Reference;
import sc.fiji.styletransfer.transfer.TestPictures;

/** The loss computed in tiles and its gradient equal those computed for the whole picture. */
@Tag("slow")
class TiledPerceptualLossTest {

  private static final Set<Vgg19Layer> MONITORED = Set.of(Vgg19Layer.CONV3_2, Vgg19Layer.CONV4_2);

  private static final double TOLERANCE = 1e-5;

  private static TensorSession session;
  private static FeatureExtractor extractor;

  private final List<LossTerms> log = new ArrayList<>();

  @BeforeAll
  static void open() {
    session = TensorEngine.start().open(new DeviceChoice("cpu"));
    final Vgg19 network =
        new Vgg19(new RandomWeights(1), Vgg19Layer.CONV5_2, Pooling.MAX, session.manager());
    extractor =
        new FeatureExtractor(
            network, new ColourScale(network.input(), network.input(), session.manager()));
  }

  @AfterAll
  static void close() {
    session.close();
  }

  @ParameterizedTest
  @CsvSource({
    "300,211,128",
    "211,300,192",
    "161,143,32",
    "47,130,64",
    "129,128,128",
    "150,145,1024",
  })
  void tilesAgreeWithTheWhole(final int width, final int height, final int side) {
    assertAgreement(
        new PictureSize(width, height),
        side,
        TransferSettings.builder().set(Settings.PRESET, Preset.BALANCED).build());
  }

  @ParameterizedTest
  @CsvSource({"conv1_1,conv1_1", "conv3_3,conv2_2", "conv5_2,conv5_2"})
  void tilesAgreeForAnyLayers(final String content, final String style) {
    final TransferSettings settings =
        TransferSettings.builder()
            .set(Settings.PRESET, Preset.BALANCED)
            .parse("content-layers", content)
            .parse("style-layers", style)
            .build();
    assertAgreement(new PictureSize(145, 119), 48, settings);
  }

  @ParameterizedTest
  @CsvSource({"0,1000", "1,0"})
  void tilesAgreeForContentOrStyleAlone(final double alpha, final double beta) {
    final TransferSettings settings =
        TransferSettings.builder()
            .set(Settings.PRESET, Preset.BALANCED)
            .set(Settings.CONTENT_WEIGHT, alpha)
            .set(Settings.STYLE_WEIGHT, beta)
            .build();
    assertAgreement(new PictureSize(145, 119), 64, settings);
  }

  @ParameterizedTest
  @EnumSource(StyleFormula.class)
  void tilesAgreeForEveryStyleFormula(final StyleFormula formula) {
    final TransferSettings settings =
        TransferSettings.builder()
            .set(Settings.PRESET, Preset.BALANCED)
            .set(Settings.STYLE_FORMULA, formula)
            .set(Settings.TV_WEIGHT, 1.0)
            .build();
    assertAgreement(new PictureSize(145, 119), 64, settings);
  }

  /** Matches, moments and structure together. */
  @Test
  void tilesAgreeForStrokes() {
    final TransferSettings settings =
        TransferSettings.builder().set(Settings.PRESET, Preset.STROKES).build();
    assertAgreement(new PictureSize(145, 119), 64, settings);
  }

  @Test
  void tilesAgreeForTermsOnPixels() {
    final TransferSettings settings =
        TransferSettings.builder()
            .set(Settings.PRESET, Preset.BALANCED)
            .set(Settings.COHERENCE_WEIGHT, 2.0)
            .set(Settings.TV_WEIGHT, 1.0)
            .build();
    assertAgreement(new PictureSize(145, 119), 64, settings);
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 8, 100})
  void tilesAgreeForAnEdgeFade(final int pixels) {
    final TransferSettings settings =
        TransferSettings.builder()
            .set(Settings.PRESET, Preset.BALANCED)
            .set(Settings.EDGE_FADE, pixels)
            .build();
    assertAgreement(new PictureSize(145, 119), 64, settings);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 8})
  void tilesAgreeForRegions(final int fade) {
    final TransferSettings settings =
        TransferSettings.builder()
            .set(Settings.PRESET, Preset.BALANCED)
            .set(Settings.EDGE_FADE, fade)
            .build();
    final PictureSize size = new PictureSize(145, 119);
    final float[] expected = gradient(size, new Case(0, settings, true));
    final float[] actual = gradient(size, new Case(64, settings, true));
    assertEquals(0, Reference.relativeError(actual, expected), TOLERANCE);
  }

  /** The distances include the edges of the picture, where the style losses may fade. */
  @ParameterizedTest
  @CsvSource({"0, false", "64, false", "0, true", "64, true"})
  void monitoredDistancesAreThoseOfTheWholePictureAndHaveNoGradient(
      final int side, final boolean regions) {
    final PictureSize size = new PictureSize(145, 119);
    final TransferSettings settings =
        TransferSettings.builder().set(Settings.PRESET, Preset.BALANCED).build();
    final float[] expected = gradient(size, new Case(side, settings, regions));
    final float[] actual = gradient(size, new Case(side, settings, regions, MONITORED));
    assertEquals(0, Reference.relativeError(actual, expected), TOLERANCE);
    assertEquals(Map.of(), log.get(0).monitored());
    final TransferSettings fitted =
        settings
            .change()
            .parse("style-layers", "conv3_2,conv4_2")
            .set(Settings.EDGE_FADE, 0)
            .set(Settings.STYLE_WEIGHT, 1.0)
            .build();
    gradient(size, new Case(0, fitted, regions));
    final double sum =
        log.get(1).monitored().values().stream().mapToDouble(Double::doubleValue).sum();
    assertEquals(log.get(2).style(), sum, TOLERANCE * sum);
    assertEquals(MONITORED, log.get(1).monitored().keySet());
  }

  /** At a seam, the gradient would change more across an edge of a tile than inside tiles. */
  @Test
  void gradientHasNoSeamsAtTheEdgesOfTiles() {
    final PictureSize size = new PictureSize(256, 192);
    final TransferSettings settings =
        TransferSettings.builder().set(Settings.PRESET, Preset.GATYS).build();
    final float[] whole = gradient(size, new Case(0, settings, false));
    final float[] tiled = gradient(size, new Case(64, settings, false));
    final double edges = meanDifferenceAcross(tiled, size, 64);
    assertEquals(meanDifferenceAcross(whole, size, 64), edges, 1e-4 * edges);
    double inside = 0;
    // Poolings cause a pattern that repeats every 16 pixels.
    for (int first = 16; first < 64; first += 16)
      inside = Math.max(inside, meanDifferenceAcross(tiled, size, first, 64));
    assertTrue(edges <= 1.05 * inside, edges + " at the edges, " + inside + " inside");
  }

  @Test
  void evaluationLeavesNoArrayBehind() {
    final PictureSize size = new PictureSize(100, 100);
    final Case testCase =
        new Case(
            64,
            TransferSettings.builder().set(Settings.PRESET, Preset.BALANCED).build(),
            false,
            MONITORED);
    try (Losses losses = testCase.build(size);
        TensorVector x = pixels(size, 3);
        TensorVector gradient = x.duplicate()) {
      final Objective<TensorVector> objective = testCase.objective(losses, log::add);
      objective.evaluate(x, gradient);
      final int before = session.manager().getManagedArrays().size();
      for (int i = 0; i < 3; i++) objective.evaluate(x, gradient);
      assertEquals(before, session.manager().getManagedArrays().size());
    }
  }

  private void assertAgreement(
      final PictureSize size, final int side, final TransferSettings settings) {
    final float[] expected = gradient(size, new Case(0, settings, false));
    final float[] actual = gradient(size, new Case(side, settings, false));
    final double error = Reference.relativeError(actual, expected);
    assertTrue(error <= TOLERANCE, "gradient differs by " + error);
    assertEquals(log.get(0).content(), log.get(1).content(), TOLERANCE * log.get(0).content());
    assertEquals(log.get(0).style(), log.get(1).style(), TOLERANCE * log.get(0).style());
    assertEquals(log.get(0).pixels(), log.get(1).pixels(), TOLERANCE * log.get(0).pixels());
  }

  private float[] gradient(final PictureSize size, final Case testCase) {
    try (Losses losses = testCase.build(size);
        TensorVector x = pixels(size, 3);
        TensorVector gradient = x.duplicate()) {
      testCase.objective(losses, log::add).evaluate(x, gradient);
      return gradient.array().toFloatArray();
    }
  }

  /** Settings of a loss whose targets, too, are computed in tiles; side 0 is the whole picture. */
  private record Case(
      int side, TransferSettings settings, boolean regions, Set<Vgg19Layer> monitored) {

    /** Monitors no layer. */
    Case(final int side, final TransferSettings settings, final boolean regions) {
      this(side, settings, regions, Set.of());
    }

    Losses build(final PictureSize size) {
      try (TensorVector content = pixels(size, 1);
          TensorVector style = pixels(new PictureSize(170, 150), 2)) {
        final List<ScaledInputs.ScaledGuide> guides = new ArrayList<>();
        if (regions) {
          guides.add(new ScaledInputs.ScaledGuide(leftPart(size), 0, Optional.empty()));
          guides.add(
              new ScaledInputs.ScaledGuide(
                  leftPart(size), 0, Optional.of(leftPart(new PictureSize(170, 150)))));
        }
        final Optional<NDArray> neighbour =
            settings.get(Settings.COHERENCE_WEIGHT) > 0
                ? Optional.of(unit(size, 4))
                : Optional.empty();
        final ScaledInputs inputs =
            new ScaledInputs(
                content.array(), List.of(style.array()), guides, neighbour, Optional.empty());
        return new LossBuilder(new TiledFeatures(extractor, side), settings)
            .build(inputs, monitored);
      }
    }

    Objective<TensorVector> objective(final Losses losses, final Consumer<LossTerms> listener) {
      return losses.objective(session, extractor, new Evaluation(side, listener));
    }

    private static RegionMask leftPart(final PictureSize size) {
      final float[] mask = new float[size.width() * size.height()];
      for (int i = 0; i < mask.length; i++) mask[i] = i % size.width() < 100 ? 1 : 0;
      return new RegionMask(mask, size);
    }
  }

  private static TensorVector pixels(final PictureSize size, final long seed) {
    try (NDArray unit = unit(size, seed)) {
      return new TensorVector(unit.mul(255));
    }
  }

  private static NDArray unit(final PictureSize size, final long seed) {
    return PictureTensor.of(
        TestPictures.waves(size.width(), size.height(), seed), session.manager());
  }

  /** Mean |g(x) − g(x−1)| at x = first, first + period, … and the same for y. */
  private static double meanDifferenceAcross(
      final float[] gradient, final PictureSize size, final int first, final int period) {
    double sum = 0;
    long count = 0;
    for (int i = 0; i < gradient.length; i++) {
      final int x = i % size.width();
      final int y = i / size.width() % size.height();
      if (x >= first && (x - first) % period == 0) {
        sum += Math.abs(gradient[i] - gradient[i - 1]);
        count++;
      }
      if (y >= first && (y - first) % period == 0) {
        sum += Math.abs(gradient[i] - gradient[i - size.width()]);
        count++;
      }
    }
    return sum / count;
  }

  private static double meanDifferenceAcross(
      final float[] gradient, final PictureSize size, final int period) {
    return meanDifferenceAcross(gradient, size, period, period);
  }
}
