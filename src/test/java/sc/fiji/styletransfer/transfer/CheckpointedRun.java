package sc.fiji.styletransfer.transfer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import sc.fiji.styletransfer.network.RandomWeights;
import sc.fiji.styletransfer.settings.Algorithm;
import sc.fiji.styletransfer.settings.PrecisionChoice;
import sc.fiji.styletransfer.settings.Preset;
import sc.fiji.styletransfer.settings.Settings;
import sc.fiji.styletransfer.settings.TransferSettings;
import sc.fiji.styletransfer.tensor.DeviceChoice;

/** A small run in a process of its own, to be killed. */
final class CheckpointedRun {

  private CheckpointedRun() {}

  /**
   * @param args checkpoint, and file for the pixels of the result
   */
  public static void main(final String[] args) throws IOException {
    try (StyleTransfer transfer =
        new StyleTransfer(new RandomWeights(1), new DeviceChoice("cpu"))) {
      final TransferSettings settings = settings(Path.of(args[0]));
      final TransferResult result = transfer.run(inputs(), settings);
      final float[] values = TestPictures.values(result.picture());
      final ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES);
      bytes.asFloatBuffer().put(values);
      Files.write(Path.of(args[1]), bytes.array());
      StyleTransfer.deleteCheckpoint(settings);
    }
  }

  static TransferInputs inputs() {
    return TransferInputs.of(TestPictures.waves(40, 33, 1), TestPictures.waves(30, 40, 2));
  }

  static TransferSettings settings(final Path checkpoint) {
    return TransferSettings.builder()
        .set(Settings.PRESET, Preset.BALANCED)
        .set(Settings.PRECISION, PrecisionChoice.SINGLE)
        .set(Settings.ITERATIONS, 60)
        .set(Settings.OPTIMIZER, Algorithm.LBFGS)
        .set(Settings.HISTORY, 20)
        .set(Settings.CHECKPOINT, checkpoint.toString())
        .set(Settings.CHECKPOINT_INTERVAL, 0)
        .build();
  }
}
