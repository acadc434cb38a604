package sc.fiji.styletransfer.transfer;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import sc.fiji.styletransfer.network.RandomWeights;
import sc.fiji.styletransfer.optimise.Snapshot;
import sc.fiji.styletransfer.pixels.TensorVector;
import sc.fiji.styletransfer.settings.Settings;
import sc.fiji.styletransfer.settings.TransferSettings;
import sc.fiji.styletransfer.tensor.DeviceChoice;
import sc.fiji.styletransfer.tensor.TensorEngine;
import sc.fiji.styletransfer.tensor.TensorSession;

/** Measures what checkpoints cost: the time to write one, and the time of runs with and without. */
final class CheckpointCost {

  private CheckpointCost() {}

  /**
   * @param args folder for the checkpoints, and the number of pairs of runs
   */
  public static void main(final String[] args) throws IOException {
    final Path file = Path.of(args[0]).resolve("cost.checkpoint");
    for (final int side : new int[] {512, 1024, 2048})
      for (final int steps : new int[] {0, 10}) write(file, side, steps);
    for (int pair = 0; pair < Integer.parseInt(args[1]); pair++) {
      final double without = run("none", 1);
      final double with = run(file.toString(), 1);
      print(
          "run of 256 × 256 without %.2f s, with a checkpoint a second %.2f s: %+.1f %%",
          without, with, 100 * (with / without - 1));
    }
    Files.deleteIfExists(file);
  }

  private static void write(final Path file, final int side, final int steps) throws IOException {
    try (TensorSession session = TensorEngine.start().open(new DeviceChoice("cpu"));
        NDManager manager = session.manager().newSubManager()) {
      final Snapshot<TensorVector> snapshot = new Snapshot<>();
      final TensorVector vector =
          new TensorVector(manager.randomUniform(0, 1, new Shape(1, 3, side, side)));
      // Pixels and gradient, and two vectors for each step that L-BFGS keeps.
      for (int i = 0; i < 2 + 2 * steps; i++) snapshot.put("vector" + i, vector);
      final long begin = System.nanoTime();
      new CheckpointFile(file, "cost").write(snapshot);
      final double seconds = (System.nanoTime() - begin) / 1e9;
      print(
          "%d × %d, %d steps: %.0f MB in %.2f s, %.2f %% of a minute",
          side, side, steps, Files.size(file) / 1e6, seconds, 100 * seconds / 60);
    }
  }

  private static double run(final String checkpoint, final int interval) {
    final TransferSettings settings =
        TransferSettings.builder()
            .set(Settings.ITERATIONS, 60)
            .set(Settings.CHECKPOINT, checkpoint)
            .set(Settings.CHECKPOINT_INTERVAL, interval)
            .build();
    try (StyleTransfer transfer =
        new StyleTransfer(new RandomWeights(1), new DeviceChoice("cpu"))) {
      final TransferResult result =
          transfer.run(
              TransferInputs.of(TestPictures.waves(256, 256, 1), TestPictures.waves(256, 256, 2)),
              settings);
      StyleTransfer.deleteCheckpoint(settings);
      return result.seconds();
    }
  }

  private static void print(final String format, final Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
