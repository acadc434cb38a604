package sc.fiji.styletransfer.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.styletransfer.StyleTransferException;
import sc.fiji.styletransfer.network.DistilledNetwork;
import sc.fiji.styletransfer.network.NetworkWeights;
import sc.fiji.styletransfer.network.RandomWeights;
import sc.fiji.styletransfer.settings.PrecisionChoice;
import sc.fiji.styletransfer.settings.Preset;
import sc.fiji.styletransfer.settings.Settings;
import sc.fiji.styletransfer.settings.TransferSettings;
import sc.fiji.styletransfer.tensor.DeviceChoice;

/** Runs in which a smaller network paints the first part. */
class DraftTest {

  private static final DeviceChoice CPU = new DeviceChoice("cpu");

  @TempDir Path folder;

  private int opened;

  @Test
  void theDraftPaintsTheFirstPartAndTheOwnNetworkTheRest() {
    final List<Double> drafted = losses(distilled(), 0.5);
    assertEquals(1, opened);
    // One coarse scale of 2 evaluations, then 2 of 4 at the size of the result.
    assertEquals(6, drafted.size());
    final List<Double> ofDraftAlone =
        losses(new DistilledNetwork(), Optional.of(DistilledNetwork::new), settings(0.5));
    assertEquals(ofDraftAlone.subList(0, 4), drafted.subList(0, 4));
    assertNotEquals(ofDraftAlone.get(4), drafted.get(4), 0.01 * drafted.get(4));
    assertEquals(drafted, losses(distilled(), 0.5));
  }

  @Test
  void withoutTheSettingTheDraftIsNeverOpened() {
    assertEquals(losses(Optional.empty(), 0), losses(distilled(), 0));
    assertEquals(0, opened);
  }

  @Test
  void aCheckpointOfAnotherDraftIsRefused() {
    final TransferSettings settings =
        settings(0.5).change().set(Settings.CHECKPOINT, folder.resolve("state").toString()).build();
    losses(new RandomWeights(1), distilled(), settings);
    assertThrows(
        StyleTransferException.class,
        () -> losses(new RandomWeights(1), Optional.of(() -> new DistilledNetwork(1)), settings));
  }

  private Optional<Supplier<NetworkWeights>> distilled() {
    return Optional.of(
        () -> {
          opened++;
          return new DistilledNetwork();
        });
  }

  private static List<Double> losses(
      final Optional<Supplier<NetworkWeights>> draft, final double part) {
    return losses(new RandomWeights(1), draft, settings(part));
  }

  private static List<Double> losses(
      final NetworkWeights own,
      final Optional<Supplier<NetworkWeights>> draft,
      final TransferSettings settings) {
    final List<Double> losses = new ArrayList<>();
    try (StyleTransfer transfer = new StyleTransfer(own, CPU, draft)) {
      transfer.run(
          TransferInputs.of(TestPictures.waves(64, 48, 1), TestPictures.waves(48, 64, 2)),
          settings,
          progress -> losses.add(progress.loss().total()));
    }
    return losses;
  }

  private static TransferSettings settings(final double draft) {
    return TransferSettings.builder()
        .set(Settings.PRESET, Preset.BALANCED)
        .set(Settings.ITERATIONS, 4)
        .set(Settings.COARSEST, 45)
        .set(Settings.PRECISION, PrecisionChoice.SINGLE)
        .set(Settings.DRAFT, draft)
        .build();
  }
}
