package sc.fiji.styletransfer.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sc.fiji.styletransfer.StyleTransferException;
import sc.fiji.styletransfer.network.NetworkWidths;
import sc.fiji.styletransfer.network.Vgg19Layer;
import sc.fiji.styletransfer.picture.PictureSize;
import sc.fiji.styletransfer.settings.Algorithm;
import sc.fiji.styletransfer.settings.PrecisionChoice;
import sc.fiji.styletransfer.settings.Preset;
import sc.fiji.styletransfer.settings.Settings;
import sc.fiji.styletransfer.settings.TransferSettings;

class TransferPlanTest {

  private static final TimeModel TIME = TimeModel.of(new TimeModel.Rates(1e11, 1e11, 4e8));

  private static final TransferPlan.Resources PLENTY =
      new TransferPlan.Resources(1L << 40, true, TIME);

  @Test
  void theWholeIsTakenWhereItFits() {
    assertEquals(0, plan(2048, "auto", "auto", PLENTY).tileSide());
  }

  /**
   * Content and style may be represented by the same layers. Multiplications per pixel: 9 · 3 · 64
   * in conv1_1, 9 · 64 · 64 in conv1_2, 9 · 64 · 128 / 4 in conv2_1 and so on.
   */
  @ParameterizedTest
  @CsvSource({
    "conv1_1, conv1_1, CONV1_1, 1728",
    "conv4_2, conv4_2, CONV4_2, 278208",
    "conv3_1, conv5_1, CONV5_1, 361152",
    "conv5_2, conv1_1, CONV5_2, 370368"
  })
  void theDeepestLayerOfBothDecides(
      final String content,
      final String style,
      final Vgg19Layer deepest,
      final double multiplications) {
    final TransferSettings settings =
        TransferSettings.builder()
            .set(Settings.PRESET, Preset.BALANCED)
            .parse("content-layers", content)
            .parse("style-layers", style)
            .build();
    assertEquals(deepest, settings.deepestLayer());
    assertEquals(
        2 * multiplications,
        new MemoryDemand(new PictureSize(512, 512), settings, NetworkWidths.VGG19)
            .operationsPerPixel());
  }

  /** conv1_1 to conv5_1 show 64 + 128/4 + 256/16 + 512/64 + 512/256 numbers per pixel. */
  @ParameterizedTest
  @CsvSource({"SINGLE, 4", "MIXED, 2"})
  void aFadeTakesMemoryForWhatIsMasked(final PrecisionChoice precision, final int bytes) {
    final PictureSize size = new PictureSize(512, 512);
    final TransferSettings without =
        TransferSettings.builder()
            .set(Settings.PRESET, Preset.BALANCED)
            .set(Settings.PRECISION, precision)
            .set(Settings.EDGE_FADE, 0)
            .build();
    final TransferSettings with = without.change().set(Settings.EDGE_FADE, 8).build();
    final long more =
        new MemoryDemand(size, with, NetworkWidths.VGG19).activations(0)
            - new MemoryDemand(size, without, NetworkWidths.VGG19).activations(0);
    assertEquals(122 * bytes * 1.1, (double) more / size.pixels(), 1);
  }

  @Test
  void tilesFitTheLimit() {
    for (final String limit : new String[] {"1500M", "2G", "3G", "4.5G"}) {
      final TransferPlan plan = plan(2048, "auto", limit, PLENTY);
      assertTrue(plan.tileSide() >= 128 && plan.tileSide() <= 1024, plan.toString());
      assertTrue(plan.fits(), plan.toString());
    }
  }

  @Test
  void moreMemoryMeansLargerTilesAndLessTime() {
    final TransferPlan small = plan(2048, "auto", "2G", PLENTY);
    final TransferPlan large = plan(2048, "auto", "4G", PLENTY);
    assertTrue(small.tileSide() < large.tileSide());
    assertTrue(small.seconds() > large.seconds());
    assertTrue(large.seconds() > plan(2048, "off", "4G", PLENTY).seconds());
  }

  /** Other programs, and the heap, need memory while the run computes. */
  @Test
  void aFifthOfWhatIsFreeStaysFree() {
    final TransferPlan.Resources free = new TransferPlan.Resources(10L << 30, true, TIME);
    assertTrue(plan(2048, "auto", "auto", free).available() - MemoryDemand.FIXED <= (8L << 30) + 1);
  }

  @Test
  void whatIsFreeCountsUnlessALimitIsGiven() {
    final TransferPlan.Resources little = new TransferPlan.Resources(2L << 30, true, TIME);
    assertTrue(plan(2048, "auto", "auto", little).tileSide() > 0);
    assertTrue(plan(2048, "auto", "auto", little).fits());
    assertEquals(0, plan(2048, "auto", "100G", little).tileSide());
  }

  @Test
  void anExplicitTileIsTaken() {
    assertEquals(256, plan(2048, "256", "auto", PLENTY).tileSide());
    assertEquals(0, plan(2048, "off", "500M", PLENTY).tileSide());
    assertFalse(plan(2048, "off", "500M", PLENTY).fits());
  }

  @Test
  void whatLbfgsRemembersGoesIntoAFileWhereMemoryIsShort() {
    final TransferPlan roomy = plan(2048, "auto", "auto", PLENTY, Algorithm.LBFGS);
    final TransferPlan narrow = plan(2048, "auto", "2.9G", PLENTY, Algorithm.LBFGS);
    final long history = 2 * 30 * 2048L * 2048 * 3 * Float.BYTES;
    assertEquals(0, roomy.bytesInFile());
    assertTrue(roomy.bytes() > history, roomy.toString());
    assertEquals(history, narrow.bytesInFile());
    assertTrue(narrow.fits(), narrow.toString());
    assertTrue(narrow.tileSide() > 512, narrow.toString());
    assertTrue(narrow.toString().contains("3.0 GB in temporary files"), narrow.toString());
    assertEquals(0, plan(2048, "auto", "2.9G", PLENTY).bytesInFile());
  }

  @Test
  void whatIsKeptGoesIntoFilesWhereThereIsNoOtherWay() {
    final TransferPlan narrow = plan(4096, "auto", "2G", PLENTY);
    assertTrue(narrow.stateInFile() > 1e9, narrow.toString());
    assertTrue(narrow.fits(), narrow.toString());
    assertEquals(0, plan(4096, "auto", "4G", PLENTY).stateInFile());
    final TransferPlan.Resources gpu = new TransferPlan.Resources(1L << 40, false, TIME);
    assertEquals(0, plan(4096, "auto", "2G", gpu).stateInFile());
    assertFalse(plan(4096, "auto", "2G", gpu).fits());
    // Not even that would be enough.
    assertEquals(0, plan(4096, "auto", "500M", PLENTY).stateInFile());
  }

  @Test
  void nonsenseIsRefused() {
    final TransferSettings.Builder builder =
        TransferSettings.builder().set(Settings.PRESET, Preset.BALANCED);
    for (final String memory : new String[] {"3", "G", "-1G", "3 apples", ""})
      assertThrows(StyleTransferException.class, () -> builder.parse("memory", memory), memory);
    for (final String tile : new String[] {"0", "15", "big", "-3"})
      assertThrows(StyleTransferException.class, () -> builder.parse("tile", tile), tile);
  }

  private static TransferPlan plan(
      final int side,
      final String tile,
      final String memory,
      final TransferPlan.Resources resources) {
    return plan(side, tile, memory, resources, Algorithm.ADAM);
  }

  private static TransferPlan plan(
      final int side,
      final String tile,
      final String memory,
      final TransferPlan.Resources resources,
      final Algorithm algorithm) {
    final TransferSettings settings =
        TransferSettings.builder()
            .set(Settings.PRESET, Preset.BALANCED)
            .set(Settings.OPTIMIZER, algorithm)
            .parse("tile", tile)
            .parse("memory", memory)
            .build();
    return TransferPlan.of(
        Schedule.of(new PictureSize(side, side), settings),
        settings,
        NetworkWidths.VGG19,
        resources);
  }
}
