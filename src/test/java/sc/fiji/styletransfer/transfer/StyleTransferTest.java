package sc.fiji.styletransfer.transfer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import net.imglib2.img.Img;
import net.imglib2.type.numeric.real.FloatType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import sc.fiji.styletransfer.StyleTransferException;
import sc.fiji.styletransfer.network.RandomWeights;
import sc.fiji.styletransfer.picture.PictureSize;
import sc.fiji.styletransfer.settings.Algorithm;
import sc.fiji.styletransfer.settings.PrecisionChoice;
import sc.fiji.styletransfer.settings.Preset;
import sc.fiji.styletransfer.settings.Settings;
import sc.fiji.styletransfer.settings.StartPicture;
import sc.fiji.styletransfer.settings.TransferSettings;
import sc.fiji.styletransfer.tensor.DeviceChoice;

/** The façade on the network that needs no file. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StyleTransferTest {

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
  void lossFallsWithEitherOptimizer(final Algorithm algorithm) {
    final List<Double> losses = new ArrayList<>();
    final TransferSettings settings =
        settings(25)
            .set(Settings.OPTIMIZER, algorithm)
            .set(Settings.LEARNING_RATE, algorithm == Algorithm.ADAM ? 2.0 : 1.0)
            .build();
    transfer.run(inputs(48, 40), settings, progress -> losses.add(progress.loss().total()));
    assertEquals(25, losses.size());
    assertTrue(losses.get(24) < 0.5 * losses.get(0), losses.toString());
  }

  @ParameterizedTest
  @CsvSource({"16,16", "17,31", "33,16", "64,23", "16,129", "50,50"})
  void anySizeAndProportionWorks(final int width, final int height) {
    final TransferResult result = transfer.run(inputs(width, height), settings(2).build());
    assertArrayEquals(new long[] {width, height, 3}, result.picture().dimensionsAsLongArray());
  }

  @ParameterizedTest
  @CsvSource({"40,40,20", "20,16,20", "100,100,50"})
  void longSideIsAsAsked(final int side, final int width, final int height) {
    final TransferResult result =
        transfer.run(inputs(2 * width, 2 * height), settings(1).set(Settings.SIZE, side).build());
    final PictureSize size = PictureSize.of(result.picture());
    assertEquals(side, size.longSide());
    assertEquals((double) width / height, (double) size.width() / size.height(), 0.06);
  }

  /** The optimiser takes the pixels of such a picture beyond black and white at once. */
  @Test
  void valuesBeyondBlackAndWhiteAreClipped() {
    final Img<FloatType> contrast = TestPictures.waves(32, 32, 1);
    contrast.forEach(value -> value.set(Math.round(value.get())));
    final TransferInputs inputs = TransferInputs.of(contrast, TestPictures.waves(36, 44, 2));
    final float[] values =
        TestPictures.values(transfer.run(inputs, settings(20).build()).picture());
    float least = values[0];
    float greatest = values[0];
    for (final float value : values) {
      least = Math.min(least, value);
      greatest = Math.max(greatest, value);
    }
    assertEquals(0, least);
    assertEquals(1, greatest);
  }

  @Test
  void sameSettingsGiveTheSamePicture() {
    final TransferSettings settings = settings(5).set(Settings.INIT, StartPicture.NOISE).build();
    assertArrayEquals(picture(settings), picture(settings));
  }

  @Test
  void anotherSeedGivesOtherNoise() {
    final TransferSettings settings = settings(5).set(Settings.INIT, StartPicture.NOISE).build();
    final TransferSettings other = settings.change().set(Settings.SEED, 1).build();
    assertFalse(java.util.Arrays.equals(picture(settings), picture(other)));
  }

  @Test
  void oneEvaluationFromTheContentReturnsTheContent() {
    final Img<FloatType> content = TestPictures.waves(40, 30, 1);
    final TransferResult result =
        transfer.run(
            TransferInputs.of(content, TestPictures.waves(30, 40, 2)), settings(1).build());
    assertArrayEquals(TestPictures.values(content), TestPictures.values(result.picture()), 1e-5f);
    assertEquals(0, result.loss().content(), 1e-9);
  }

  /**
   * Of the presets that start from the content; 170 pixels, so that there is a coarser scale. The
   * preset strokes keeps two levels in the mean (CoarseToFineTransferTest), not at each pixel.
   */
  @Tag("slow")
  @ParameterizedTest
  @EnumSource(
      value = Preset.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"NEURAL_STYLE", "STROKES", "TEXTURE"})
  void aPictureInItsOwnStyleComesBack(final Preset preset) {
    final Img<FloatType> picture = TestPictures.waves(170, 96, 1);
    final TransferSettings settings =
        TransferSettings.builder()
            .set(Settings.PRESET, Preset.BALANCED)
            .set(Settings.PRECISION, PrecisionChoice.SINGLE)
            .set(Settings.PRESET, preset)
            .set(Settings.ITERATIONS, 4)
            .build();
    final TransferResult result = transfer.run(TransferInputs.of(picture, picture), settings);
    final float twoGreyLevels = 2 / 255f;
    assertArrayEquals(
        TestPictures.values(picture), TestPictures.values(result.picture()), twoGreyLevels);
  }

  @Test
  void startsFromThePictureGiven() {
    final Img<FloatType> start = TestPictures.waves(40, 30, 9);
    final TransferInputs inputs =
        new TransferInputs(
            TestPictures.waves(40, 30, 1),
            List.of(TestPictures.waves(30, 40, 2)),
            Optional.of(start));
    final TransferResult result = transfer.run(inputs, settings(1).build());
    assertArrayEquals(TestPictures.values(start), TestPictures.values(result.picture()), 1e-5f);
  }

  @Test
  void contentIsNotTouched() {
    final Img<FloatType> content = TestPictures.waves(32, 32, 1);
    final float[] before = TestPictures.values(content);
    transfer.run(TransferInputs.of(content, TestPictures.waves(32, 32, 2)), settings(3).build());
    assertArrayEquals(before, TestPictures.values(content));
  }

  @Test
  void cancellingEndsTheRunAtOnceAndKeepsThePicture() {
    final AtomicReference<float[]> last = new AtomicReference<>();
    final ProgressListener stopAtThree =
        new ProgressListener() {
          private int seen;

          @Override
          public void evaluated(final Progress progress) {
            seen = progress.evaluation();
            last.set(TestPictures.values(progress.picture().get()));
          }

          @Override
          public boolean isCancelled() {
            return seen == 3;
          }
        };
    final TransferResult result = transfer.run(inputs(32, 32), settings(50).build(), stopAtThree);
    assertTrue(result.cancelled());
    assertEquals(3, result.evaluations());
    assertArrayEquals(last.get(), TestPictures.values(result.picture()));
  }

  @Test
  void severalStylesAreAveraged() {
    final Img<FloatType> content = TestPictures.waves(32, 32, 1);
    final Img<FloatType> style = TestPictures.waves(32, 32, 2);
    final TransferInputs twice =
        new TransferInputs(content, List.of(style, style), Optional.empty());
    assertEquals(
        transfer.run(TransferInputs.of(content, style), settings(1).build()).loss().style(),
        transfer.run(twice, settings(1).build()).loss().style(),
        1e-3);
  }

  @Test
  void aLossThatIsNoNumberEndsTheRunWithAReason() {
    final TransferSettings wild = settings(50).set(Settings.LEARNING_RATE, 1e6).build();
    final StyleTransferException thrown =
        assertThrows(StyleTransferException.class, () -> transfer.run(inputs(32, 32), wild));
    assertTrue(thrown.getMessage().contains("Lower the learning rate"), thrown.getMessage());
  }

  @Test
  void tooSmallAPictureIsRefused() {
    final StyleTransferException thrown =
        assertThrows(
            StyleTransferException.class, () -> transfer.run(inputs(15, 40), settings(1).build()));
    assertTrue(thrown.getMessage().contains("too small"), thrown.getMessage());
  }

  private float[] picture(final TransferSettings settings) {
    return TestPictures.values(transfer.run(inputs(32, 24), settings).picture());
  }

  private static TransferInputs inputs(final int width, final int height) {
    return TransferInputs.of(TestPictures.waves(width, height, 1), TestPictures.waves(36, 44, 2));
  }

  private static TransferSettings.Builder settings(final int iterations) {
    return TransferSettings.builder()
        .set(Settings.PRESET, Preset.BALANCED)
        .set(Settings.PRECISION, PrecisionChoice.SINGLE)
        .set(Settings.PRESET, Preset.GATYS)
        .set(Settings.ITERATIONS, iterations);
  }
}
