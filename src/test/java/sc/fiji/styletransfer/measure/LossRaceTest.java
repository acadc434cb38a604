package sc.fiji.styletransfer.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import sc.fiji.styletransfer.network.RandomWeights;
import sc.fiji.styletransfer.settings.Approach;
import sc.fiji.styletransfer.settings.PrecisionChoice;
import sc.fiji.styletransfer.settings.Preset;
import sc.fiji.styletransfer.settings.Settings;
import sc.fiji.styletransfer.settings.TransferSettings;
import sc.fiji.styletransfer.tensor.DeviceChoice;
import sc.fiji.styletransfer.transfer.StyleTransfer;
import sc.fiji.styletransfer.transfer.TestPictures;
import sc.fiji.styletransfer.transfer.TransferInputs;

@Tag("slow")
class LossRaceTest {

  @Test
  void endsAtTheLossThatIsToBeReached() {
    try (StyleTransfer transfer =
        new StyleTransfer(new RandomWeights(1), new DeviceChoice("cpu"))) {
      final LossRace race =
          new LossRace(
              transfer,
              TransferInputs.of(TestPictures.waves(64, 48, 1), TestPictures.waves(48, 64, 2)));
      final TransferSettings settings =
          TransferSettings.builder()
              .set(Settings.PRECISION, PrecisionChoice.SINGLE)
              .set(Settings.PRESET, Preset.GATYS)
              .set(Settings.ITERATIONS, 12)
              .build();
      final LossRace.Lap whole = race.run(settings, 0);
      assertEquals(12, whole.evaluations());
      assertEquals(12, whole.work(), 1e-9);
      final LossRace.Lap half = race.run(settings, 1.5 * whole.loss());
      assertTrue(half.evaluations() < 12 && half.loss() <= 1.5 * whole.loss(), half.toString());
      // Whatever the loss is called on the way, only that at full size counts.
      final LossRace.Lap coarse =
          race.run(
              settings
                  .change()
                  .set(Settings.COARSEST, 32)
                  .set(Settings.APPROACH, Approach.WASSERSTEIN)
                  .build(),
              1.5 * whole.loss());
      assertTrue(coarse.loss() > 1, coarse.toString());
      assertTrue(coarse.work() < coarse.evaluations(), coarse.toString());
    }
  }
}
