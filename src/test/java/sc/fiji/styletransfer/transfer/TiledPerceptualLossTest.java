package sc.fiji.styletransfer.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sc.fiji.styletransfer.features.ColourScale;
import sc.fiji.styletransfer.features.Pooling;
import sc.fiji.styletransfer.features.Vgg19;
import sc.fiji.styletransfer.tensor.DeviceChoice;
import sc.fiji.styletransfer.tensor.TensorEngine;
import sc.fiji.styletransfer.tensor.TensorSession;
import sc.fiji.styletransfer.weights.RandomWeights;
import sc.fiji.styletransfer.weights.Vgg19Layer;

/** The loss found tile by tile is the loss of the whole, and so is its gradient. */
class TiledPerceptualLossTest {

  private static final double TOLERANCE = 1e-5;

  private static TensorSession session;
  private static Eye eye;

  private final List<LossTerms> log = new ArrayList<>();

  @BeforeAll
  static void open() {
    session = TensorEngine.start().open(new DeviceChoice("cpu"));
    final Vgg19 network =
        new Vgg19(new RandomWeights(1), Vgg19Layer.CONV5_2, Pooling.MAX, session.manager());
    eye = new Eye(network, new ColourScale(network.input(), network.input(), session.manager()));
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
    assertAgreement(new PictureSize(width, height), side, TransferSettings.builder().build());
  }

  @ParameterizedTest
  @CsvSource({"conv1_1,conv1_1", "conv3_3,conv2_2", "conv5_2,conv5_2"})
  void anyLayersAgree(final String content, final String style) {
    final TransferSettings settings =
        TransferSettings.builder()
            .parse("content-layers", content)
            .parse("style-layers", style)
            .build();
    assertAgreement(new PictureSize(145, 119), 48, settings);
  }

  @ParameterizedTest
  @CsvSource({"0,1000", "1,0"})
  void contentAloneAndStyleAloneAgree(final double alpha, final double beta) {
    final TransferSettings settings =
        TransferSettings.builder()
            .set(Settings.CONTENT_WEIGHT, alpha)
            .set(Settings.STYLE_WEIGHT, beta)
            .build();
    assertAgreement(new PictureSize(145, 119), 64, settings);
  }

  /** A seam would show as gradient that is larger, or smaller, along the edges of the tiles. */
  @Test
  void theGradientAcrossTheEdgesIsLikeThatInside() {
    final PictureSize size = new PictureSize(256, 192);
    final TransferSettings settings =
        TransferSettings.builder().set(Settings.PRESET, Preset.GATYS).build();
    final float[] whole = gradient(size, 0, settings);
    final float[] tiled = gradient(size, 64, settings);
    final double edges = meanDifferenceAcross(tiled, size, 64);
    assertEquals(meanDifferenceAcross(whole, size, 64), edges, 1e-4 * edges);
    double inside = 0;
    // Compared at the same phase of the network's 16-pixel grid, which shows in any gradient.
    for (int offset = 16; offset < 64; offset += 16)
      inside = Math.max(inside, meanDifferenceAcross(tiled, size, 64 - offset, 64));
    assertTrue(edges <= inside, edges + " at the edges, " + inside + " inside");
  }

  @Test
  void evaluatingLeavesNoArrayBehind() {
    try (TiledPerceptualLoss loss =
            tiled(new PictureSize(100, 100), 64, TransferSettings.builder().build());
        TensorVector x = pixels(new PictureSize(100, 100), 3);
        TensorVector gradient = x.duplicate()) {
      loss.evaluate(x, gradient);
      final int before = session.manager().getManagedArrays().size();
      for (int i = 0; i < 3; i++) loss.evaluate(x, gradient);
      assertEquals(before, session.manager().getManagedArrays().size());
    }
  }

  private void assertAgreement(
      final PictureSize size, final int side, final TransferSettings settings) {
    final float[] expected = gradient(size, 0, settings);
    final float[] actual = gradient(size, side, settings);
    final double error = Reference.relativeError(actual, expected);
    assertTrue(error <= TOLERANCE, "gradient differs by " + error);
    assertEquals(log.get(0).content(), log.get(1).content(), TOLERANCE * log.get(0).content());
    assertEquals(log.get(0).style(), log.get(1).style(), TOLERANCE * log.get(0).style());
  }

  /** Found in tiles of that side, or at once if it is 0. */
  private float[] gradient(
      final PictureSize size, final int side, final TransferSettings settings) {
    try (TensorVector x = pixels(size, 3);
        TensorVector gradient = x.duplicate()) {
      if (side == 0)
        try (PerceptualLoss loss =
            new PerceptualLoss(session, eye, losses(size, settings), log::add)) {
          loss.evaluate(x, gradient);
        }
      else
        try (TiledPerceptualLoss loss = tiled(size, side, settings)) {
          loss.evaluate(x, gradient);
        }
      return gradient.array().toFloatArray();
    }
  }

  private TiledPerceptualLoss tiled(
      final PictureSize size, final int side, final TransferSettings settings) {
    return new TiledPerceptualLoss(
        session, eye, losses(size, settings), new TiledPerceptualLoss.Tiling(side, log::add));
  }

  private static PerceptualLoss.Losses losses(
      final PictureSize size, final TransferSettings settings) {
    try (TensorVector content = pixels(size, 1);
        TensorVector style = pixels(new PictureSize(70, 50), 2)) {
      return new Targets(eye, settings).look(content.array(), List.of(style.array()));
    }
  }

  private static TensorVector pixels(final PictureSize size, final long seed) {
    try (NDArray unit =
        PictureTensor.of(
            TestPictures.waves(size.width(), size.height(), seed), session.manager())) {
      return new TensorVector(unit.mul(255));
    }
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
