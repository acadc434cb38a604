package sc.fiji.styletransfer.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import sc.fiji.styletransfer.network.DistilledNetwork;
import sc.fiji.styletransfer.network.NetworkWeights;
import sc.fiji.styletransfer.network.NetworkWidths;
import sc.fiji.styletransfer.picture.PictureSize;
import sc.fiji.styletransfer.plan.MemoryDemand;
import sc.fiji.styletransfer.settings.PrecisionChoice;
import sc.fiji.styletransfer.settings.Preset;
import sc.fiji.styletransfer.settings.Settings;
import sc.fiji.styletransfer.settings.StartPicture;
import sc.fiji.styletransfer.settings.TileSide;
import sc.fiji.styletransfer.settings.TransferSettings;
import sc.fiji.styletransfer.tensor.DeviceChoice;

/** Nothing in a run assumes the widths of VGG19. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DistilledTransferTest {

  private StyleTransfer transfer;

  @BeforeAll
  void open() {
    transfer = new StyleTransfer(new DistilledNetwork(), new DeviceChoice("cpu"));
  }

  @AfterAll
  void close() {
    transfer.close();
  }

  @ParameterizedTest
  @EnumSource(Preset.class)
  void everyPresetRunsToItsEnd(final Preset preset) {
    final List<Double> losses = losses(settings(preset, PrecisionChoice.SINGLE, TileSide.OFF));
    assertTrue(losses.size() >= 4, losses.toString());
    assertTrue(
        losses.stream().allMatch(loss -> loss > 0 && Double.isFinite(loss)), losses.toString());
  }

  /** A network that states a factor of 4 with a content weight of w is one without, with 4·w. */
  @ParameterizedTest
  @EnumSource(names = {"GATYS", "BALANCED"})
  void theContentWeightIsCalibratedForTheNetwork(final Preset preset) {
    final TransferSettings settings = settings(preset, PrecisionChoice.SINGLE, TileSide.OFF);
    final double weight = settings.get(Settings.CONTENT_WEIGHT);
    final TransferSettings fourfold =
        settings.change().set(Settings.CONTENT_WEIGHT, 4 * weight).build();
    try (StyleTransfer calibrated = new StyleTransfer(fourfold(), new DeviceChoice("cpu"))) {
      assertEquals(losses(fourfold), losses(calibrated, settings));
    }
  }

  /** Its content weight is a dial between content and result, and no weight of a content loss. */
  @Test
  void matchingKeepsItsContentWeight() {
    final TransferSettings settings =
        settings(Preset.STROKES, PrecisionChoice.SINGLE, TileSide.OFF);
    try (StyleTransfer calibrated = new StyleTransfer(fourfold(), new DeviceChoice("cpu"))) {
      assertEquals(losses(settings), losses(calibrated, settings));
    }
  }

  private static NetworkWeights fourfold() {
    return new DistilledNetwork() {

      @Override
      public double contentFactor() {
        return 4;
      }
    };
  }

  @Test
  void mixedPrecisionFollowsSingle() {
    final List<Double> single =
        losses(settings(Preset.GATYS, PrecisionChoice.SINGLE, TileSide.OFF));
    final List<Double> mixed = losses(settings(Preset.GATYS, PrecisionChoice.MIXED, TileSide.OFF));
    assertEquals(single.get(0), mixed.get(0), 0.01 * single.get(0));
  }

  @Test
  void tilesGiveTheLossOfTheWhole() {
    final List<Double> whole = losses(settings(Preset.GATYS, PrecisionChoice.SINGLE, TileSide.OFF));
    final List<Double> tiles =
        losses(settings(Preset.GATYS, PrecisionChoice.SINGLE, new TileSide("64")));
    assertEquals(whole.get(0), tiles.get(0), 1e-4 * whole.get(0));
  }

  @Test
  void aNarrowNetworkIsPlannedWithLessMemoryAndWork() {
    final TransferSettings settings = settings(Preset.GATYS, PrecisionChoice.SINGLE, TileSide.OFF);
    final PictureSize size = new PictureSize(512, 512);
    final MemoryDemand vgg19 = new MemoryDemand(size, settings, NetworkWidths.VGG19);
    final MemoryDemand narrow = new MemoryDemand(size, settings, new DistilledNetwork().widths());
    assertEquals(16 * 16, vgg19.operationsPerPixel() / narrow.operationsPerPixel(), 80);
    assertTrue(narrow.activations(0) < vgg19.activations(0) / 4);
  }

  /** Formulas count the channels of VGG19, so that weights keep their meaning. */
  @ParameterizedTest
  @EnumSource(names = {"GATYS", "UDACITY", "NEURAL_STYLE", "BALANCED", "STROKES"})
  void componentsThatAreZeroDoNotChangeTheLoss(final Preset preset) {
    final TransferSettings settings =
        settings(preset, PrecisionChoice.SINGLE, TileSide.OFF)
            .change()
            .set(Settings.INIT, new StartPicture("content"))
            .build();
    try (StyleTransfer padded =
        new StyleTransfer(new DistilledNetwork(7), new DeviceChoice("cpu"))) {
      final List<Double> expected = losses(settings);
      final List<Double> found = losses(padded, settings);
      for (int i = 0; i < 2; i++)
        assertEquals(expected.get(i), found.get(i), 1e-4 * expected.get(i));
    }
  }

  private List<Double> losses(final TransferSettings settings) {
    return losses(transfer, settings);
  }

  private static List<Double> losses(
      final StyleTransfer transfer, final TransferSettings settings) {
    final List<Double> losses = new ArrayList<>();
    transfer.run(
        TransferInputs.of(TestPictures.waves(96, 80, 1), TestPictures.waves(72, 90, 2)),
        settings,
        progress -> losses.add(progress.loss().total()));
    return losses;
  }

  private static TransferSettings settings(
      final Preset preset, final PrecisionChoice precision, final TileSide tile) {
    return TransferSettings.builder()
        .set(Settings.PRESET, preset)
        .set(Settings.ITERATIONS, 4)
        .set(Settings.COARSEST, 0)
        .set(Settings.PRECISION, precision)
        .set(Settings.TILE, tile)
        .build();
  }
}
