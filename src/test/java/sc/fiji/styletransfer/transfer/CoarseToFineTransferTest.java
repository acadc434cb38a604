package sc.fiji.styletransfer.transfer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.imglib2.img.Img;
import net.imglib2.type.numeric.real.FloatType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import sc.fiji.styletransfer.StyleTransferException;
import sc.fiji.styletransfer.colour.ColourMode;
import sc.fiji.styletransfer.colour.ColourNoise;
import sc.fiji.styletransfer.colour.ColourStatistics;
import sc.fiji.styletransfer.features.PixelUnits;
import sc.fiji.styletransfer.network.RandomWeights;
import sc.fiji.styletransfer.picture.ColourPlanes;
import sc.fiji.styletransfer.picture.PictureSize;
import sc.fiji.styletransfer.region.Guide;
import sc.fiji.styletransfer.region.KeptRemainder;
import sc.fiji.styletransfer.region.Remainder;
import sc.fiji.styletransfer.settings.Algorithm;
import sc.fiji.styletransfer.settings.Approach;
import sc.fiji.styletransfer.settings.PrecisionChoice;
import sc.fiji.styletransfer.settings.Preset;
import sc.fiji.styletransfer.settings.Settings;
import sc.fiji.styletransfer.settings.StartPicture;
import sc.fiji.styletransfer.settings.TransferSettings;
import sc.fiji.styletransfer.tensor.DeviceChoice;

/** Whole runs with what goes beyond a plain descent, on the network that needs no file. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CoarseToFineTransferTest {

  private static final int WIDTH = 48;
  private static final int HEIGHT = 40;

  private final Img<FloatType> content = TestPictures.waves(WIDTH, HEIGHT, 1);
  private final Img<FloatType> style = TestPictures.waves(36, 44, 2);

  private StyleTransfer transfer;

  @BeforeAll
  void open() {
    transfer = new StyleTransfer(new RandomWeights(1), new DeviceChoice("cpu"));
  }

  @AfterAll
  void close() {
    transfer.close();
  }

  @ParameterizedTest
  @EnumSource(Algorithm.class)
  void goesFromCoarseToFineAndEndsAtFullSize(final Algorithm algorithm) {
    final List<PictureSize> sizes = new ArrayList<>();
    final List<Double> done = new ArrayList<>();
    final TransferSettings settings =
        settings(4)
            .set(Settings.COARSEST, 24)
            .set(Settings.COARSE_EFFORT, 1.0)
            .set(Settings.OPTIMIZER, algorithm)
            .set(Settings.LEARNING_RATE, 0.01)
            .build();
    final TransferResult result =
        transfer.run(
            inputs(),
            settings,
            progress -> {
              sizes.add(progress.size());
              done.add(progress.done());
            });
    assertEquals(new PictureSize(24, 20), sizes.get(0));
    assertEquals(new PictureSize(34, 28), sizes.get(5));
    assertEquals(new PictureSize(WIDTH, HEIGHT), sizes.get(12));
    assertEquals(13, result.evaluations());
    assertEquals(1, done.get(12), 1e-9);
    assertArrayEquals(new long[] {WIDTH, HEIGHT, 3}, result.picture().dimensionsAsLongArray());
  }

  @ParameterizedTest
  @EnumSource(Preset.class)
  void everyPresetChangesThePictureAndLowersItsLoss(final Preset preset) {
    final List<Double> losses = new ArrayList<>();
    final TransferSettings settings =
        TransferSettings.builder()
            .set(Settings.PRESET, Preset.BALANCED)
            .set(Settings.PRECISION, PrecisionChoice.SINGLE)
            .set(Settings.PRESET, preset)
            .set(Settings.ITERATIONS, 8)
            .build();
    final TransferResult result =
        transfer.run(inputs(), settings, progress -> losses.add(progress.loss().total()));
    // Another loss than the preset's own may come first.
    final int first = settings.get(Settings.APPROACH) == Approach.DIRECT ? 0 : 1;
    assertTrue(losses.get(losses.size() - 1) < losses.get(first), losses::toString);
    assertTrue(difference(content, result.picture()) > 1e-3);
  }

  /**
   * A run matches the content at its beginning, because nothing is painted yet. With surroundings
   * it starts from a painted picture, which it matches. Here that picture is the style itself.
   */
  @Test
  void aWindowOfAPaintedPictureIsMatchedAsItIsPainted() {
    final Img<FloatType> painted = TestPictures.waves(WIDTH, HEIGHT, 2);
    final double content = firstStyleLoss(painted, Optional.empty());
    final double picture =
        firstStyleLoss(painted, Optional.of(new Surroundings(painted, painted, 0)));
    assertTrue(picture < 0.1 * content, picture + " " + content);
  }

  private double firstStyleLoss(
      final Img<FloatType> painted, final Optional<Surroundings> surroundings) {
    final TransferSettings settings =
        TransferSettings.builder()
            .set(Settings.PRESET, Preset.STROKES)
            .set(Settings.PRECISION, PrecisionChoice.SINGLE)
            .set(Settings.COARSEST, 0)
            .set(Settings.SPLITTING, 0)
            .set(Settings.CONTENT_WEIGHT, 0.0)
            .set(Settings.ITERATIONS, 1)
            .build();
    final TransferInputs inputs =
        new TransferInputs(
            content,
            List.of(painted),
            Optional.of(painted),
            Optional.empty(),
            List.of(),
            surroundings);
    final List<Double> losses = new ArrayList<>();
    transfer.run(inputs, settings, progress -> losses.add(progress.loss().style()));
    return losses.get(0);
  }

  @Test
  void theApproachIsMinimisedFirst() {
    final List<Double> losses = new ArrayList<>();
    final TransferSettings settings =
        settings(9).set(Settings.APPROACH, Approach.WASSERSTEIN).build();
    transfer.run(inputs(), settings, progress -> losses.add(progress.loss().total()));
    final List<Double> direct = new ArrayList<>();
    transfer.run(inputs(), settings(9).build(), progress -> direct.add(progress.loss().total()));
    assertEquals(9, losses.size());
    // the same picture, judged by another loss, and from the fourth evaluation on by the same one
    assertFalse(Math.abs(losses.get(0) - direct.get(0)) < 1e-3 * direct.get(0));
    assertTrue(losses.get(8) < direct.get(0), losses + " against " + direct);
  }

  @Test
  void aRunCancelledAtASmallScaleReturnsAPictureOfFullSize() {
    final TransferSettings settings = settings(5).set(Settings.COARSEST, 24).build();
    final ProgressListener stop =
        new ProgressListener() {
          @Override
          public void evaluated(final Progress progress) {
            // the first is enough
          }

          @Override
          public boolean isCancelled() {
            return true;
          }
        };
    final TransferResult result = transfer.run(inputs(), settings, stop);
    assertEquals(1, result.evaluations());
    assertArrayEquals(new long[] {WIDTH, HEIGHT, 3}, result.picture().dimensionsAsLongArray());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 24})
  void styleEqualToContentLeavesTheContent(final int coarsest) {
    final TransferSettings settings = settings(20).set(Settings.COARSEST, coarsest).build();
    final TransferResult result =
        transfer.run(TransferInputs.of(content, content), settings, ProgressListener.NONE);
    assertEquals(0, difference(content, result.picture()), 2.0 / 255);
  }

  @Test
  void matchingAStyleEqualToTheContentLeavesTheContent() {
    final TransferSettings settings =
        TransferSettings.builder().set(Settings.PRESET, Preset.STROKES).build();
    final TransferResult result =
        transfer.run(TransferInputs.of(content, content), settings, ProgressListener.NONE);
    assertEquals(0, difference(content, result.picture()), 2.0 / 255);
  }

  @Test
  void luminanceModeKeepsChroma() {
    final TransferSettings settings =
        settings(10).set(Settings.COLOUR, ColourMode.LUMINANCE).build();
    final ColourPlanes result = ColourPlanes.of(transfer.run(inputs(), settings).picture());
    final ColourPlanes original = ColourPlanes.of(content);
    for (int pixel = 0; pixel < result.pixels(); pixel++)
      for (int c = 0; c < 3; c++)
        assertEquals(
            original.get(c, pixel) - original.luminance(pixel),
            result.get(c, pixel) - result.luminance(pixel),
            0.5 / 255);
  }

  @Test
  void aRegionChangesNothingOutsideBeyondTheFade() {
    final TransferInputs guided =
        inputs().withGuides(List.of(new Guide(leftHalf(), 0, Optional.empty())));
    final ColourPlanes result =
        ColourPlanes.of(transfer.run(guided, settings(10).build()).picture());
    final ColourPlanes original = ColourPlanes.of(content);
    double inside = 0;
    for (int pixel = 0; pixel < result.pixels(); pixel++)
      for (int c = 0; c < 3; c++) {
        final double change = Math.abs(result.get(c, pixel) - original.get(c, pixel));
        if (pixel % WIDTH >= WIDTH / 2 + KeptRemainder.FADE) assertEquals(0, change, 1e-6);
        else inside += change;
      }
    assertTrue(inside / result.pixels() > 0.01, "inside " + inside / result.pixels());
  }

  @Test
  void theRemainderMayTakeTheStyleToo() {
    final TransferInputs guided =
        inputs().withGuides(List.of(new Guide(leftHalf(), 0, Optional.empty())));
    final TransferSettings settings = settings(5).set(Settings.REMAINDER, Remainder.STYLE).build();
    final Img<FloatType> result = transfer.run(guided, settings).picture();
    assertTrue(Math.abs(value(result, WIDTH - 3) - value(content, WIDTH - 3)) > 1e-4);
  }

  @Test
  void coherenceHoldsTheNeighbour() {
    final Img<FloatType> neighbour = TestPictures.waves(WIDTH, HEIGHT, 1);
    final TransferSettings free = settings(15).build();
    final TransferSettings bound = free.change().set(Settings.COHERENCE_WEIGHT, 1000.0).build();
    final TransferInputs inputs = inputs().withNeighbour(neighbour);
    assertTrue(
        difference(neighbour, transfer.run(inputs, bound).picture())
            < 0.3 * difference(neighbour, transfer.run(inputs, free).picture()));
  }

  @Test
  void smoothnessSmooths() {
    final TransferSettings rough = settings(15).build();
    final TransferSettings smooth = rough.change().set(Settings.TV_WEIGHT, 100.0).build();
    assertTrue(
        roughness(transfer.run(inputs(), smooth)) < 0.5 * roughness(transfer.run(inputs(), rough)));
  }

  @Test
  void theStylesColoursStartTheRun() {
    final TransferSettings settings = settings(1).set(Settings.INIT, StartPicture.STYLE).build();
    final ColourStatistics got =
        ColourStatistics.of(new ColourNoise(0).like(style, new PictureSize(200, 200)));
    assertArrayEquals(ColourStatistics.of(style).mean().toArray(), got.mean().toArray(), 0.01);
    assertTrue(difference(content, transfer.run(inputs(), settings).picture()) > 0.05);
  }

  /** A picture shows nothing beyond black and white, so that else the loss is not its own. */
  @ParameterizedTest
  @EnumSource(Algorithm.class)
  void withClampedPixelsTheLossIsThatOfThePictureShown(final Algorithm algorithm) {
    final TransferSettings.Builder settings =
        settings(30)
            .set(Settings.PIXEL_UNITS, PixelUnits.UNIT)
            .set(Settings.OPTIMIZER, algorithm)
            .set(Settings.STEP_LIMIT, 0.1)
            .set(Settings.LEARNING_RATE, algorithm == Algorithm.ADAM ? 0.3 : 1);
    assertEquals(0, changeOfLossWhenShown(settings.set(Settings.CLAMP, true).build()), 1e-4);
    final double unclamped = changeOfLossWhenShown(settings.set(Settings.CLAMP, false).build());
    assertTrue(unclamped > 0.01, "" + unclamped);
  }

  private double changeOfLossWhenShown(final TransferSettings settings) {
    final Img<FloatType> contrast = TestPictures.waves(36, 44, 2);
    contrast.forEach(value -> value.set(Math.round(value.get())));
    final TransferResult result = transfer.run(TransferInputs.of(content, contrast), settings);
    final TransferInputs shown =
        new TransferInputs(content, List.of(contrast), Optional.of(result.picture()));
    final TransferResult again =
        transfer.run(shown, settings.change().set(Settings.ITERATIONS, 1).build());
    return Math.abs(again.loss().total() / result.loss().total() - 1);
  }

  /** From the reference's size on, the content's weight follows the style's distance. */
  @Test
  void aLargerPictureComesAsCloseToTheStyleAsTheReference() {
    final TransferSettings.Builder settings =
        settings(40).set(Settings.PRESET, Preset.BALANCED).set(Settings.COARSEST, 24);
    final double without = departure(settings.set(Settings.REFERENCE_SIDE, WIDTH).build());
    final double with = departure(settings.set(Settings.REFERENCE_SIDE, 24).build());
    assertTrue(with < 0.9 * without, with + " with, " + without + " without");
  }

  /** By how much a distance from the style differs at the end from the first scale's. */
  private double departure(final TransferSettings settings) {
    final List<Img<FloatType>> small = new ArrayList<>();
    final TransferResult result =
        transfer.run(
            inputs(),
            settings,
            progress -> {
              if (progress.size().longSide() == 24) small.add(progress.picture().get());
            });
    assertEquals(settings.get(Settings.REFERENCE_SIDE) == 24, result.contentFactor() != 1);
    final double wanted = distance(small.get(small.size() - 1));
    return Math.abs(Math.log(distance(result.picture()) / wanted));
  }

  /** The relative Gram distance at a layer that is not fitted, from the style at this size. */
  private double distance(final Img<FloatType> picture) {
    final TransferSettings settings =
        settings(1)
            .set(Settings.PRESET, Preset.BALANCED)
            .set(Settings.SIZE, PictureSize.of(picture).longSide())
            .set(Settings.EDGE_FADE, 0)
            .parse("style-layers", "conv4_2")
            .build();
    final TransferInputs shown = new TransferInputs(content, List.of(style), Optional.of(picture));
    return transfer.run(shown, settings).loss().style();
  }

  /** What the style asks for must not be done where the content does not look. */
  @Test
  void theStyleDoesNotGatherAtTheEdge() {
    final TransferSettings.Builder settings = settings(40).set(Settings.PRESET, Preset.BALANCED);
    final double without = changeAtTheEdge(settings.set(Settings.EDGE_FADE, 0).build());
    final double with = changeAtTheEdge(settings.set(Settings.EDGE_FADE, 8).build());
    assertTrue(with < 0.95 * without, with + " with, " + without + " without");
  }

  /** Mean change of the outermost pixels beside that of all. */
  private double changeAtTheEdge(final TransferSettings settings) {
    final ColourPlanes result = ColourPlanes.of(transfer.run(inputs(), settings).picture());
    final ColourPlanes original = ColourPlanes.of(content);
    double edge = 0;
    double all = 0;
    int pixels = 0;
    for (int pixel = 0; pixel < result.pixels(); pixel++) {
      double change = 0;
      for (int c = 0; c < 3; c++) change += Math.abs(result.get(c, pixel) - original.get(c, pixel));
      all += change;
      final int x = pixel % WIDTH;
      final int y = pixel / WIDTH;
      if (x > 1 && x < WIDTH - 2 && y > 1 && y < HEIGHT - 2) continue;
      edge += change;
      pixels++;
    }
    return edge / pixels / (all / result.pixels());
  }

  @Test
  void sharesMustFitTheStyles() {
    final TransferSettings settings = settings(1).parse("style-shares", "1,2").build();
    assertThrows(StyleTransferException.class, () -> transfer.run(inputs(), settings));
  }

  @Test
  void aShareOfNothingIsNoStyle() {
    final Img<FloatType> other = TestPictures.waves(30, 30, 8);
    final TransferInputs both =
        new TransferInputs(content, List.of(style, other), Optional.empty());
    final TransferSettings first = settings(1).parse("style-shares", "1,0").build();
    assertEquals(
        transfer.run(inputs(), settings(1).build()).loss().style(),
        transfer.run(both, first).loss().style(),
        1e-6);
  }

  private TransferInputs inputs() {
    return TransferInputs.of(content, style);
  }

  private static TransferSettings.Builder settings(final int iterations) {
    return TransferSettings.builder()
        .set(Settings.PRESET, Preset.BALANCED)
        .set(Settings.PRECISION, PrecisionChoice.SINGLE)
        .set(Settings.COARSEST, 0)
        .set(Settings.ITERATIONS, iterations);
  }

  private static Img<FloatType> leftHalf() {
    final Img<FloatType> mask = TestPictures.plane(WIDTH, HEIGHT, 0);
    final var cursor = mask.localizingCursor();
    while (cursor.hasNext()) {
      cursor.fwd();
      cursor.get().set(cursor.getIntPosition(0) < WIDTH / 2 ? 1 : 0);
    }
    return mask;
  }

  private static double value(final Img<FloatType> picture, final int pixel) {
    return ColourPlanes.of(picture).get(0, pixel);
  }

  private static double difference(final Img<FloatType> a, final Img<FloatType> b) {
    final float[] x = TestPictures.values(a);
    final float[] y = TestPictures.values(b);
    double sum = 0;
    for (int i = 0; i < x.length; i++) sum += Math.abs(x[i] - y[i]);
    return sum / x.length;
  }

  private static double roughness(final TransferResult result) {
    final ColourPlanes planes = ColourPlanes.of(result.picture());
    double sum = 0;
    for (int pixel = 1; pixel < planes.pixels(); pixel++)
      if (pixel % WIDTH > 0) sum += Math.pow(planes.get(0, pixel) - planes.get(0, pixel - 1), 2);
    return sum;
  }
}
