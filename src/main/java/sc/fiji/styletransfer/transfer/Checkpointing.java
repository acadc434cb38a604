package sc.fiji.styletransfer.transfer;

import ai.djl.ndarray.NDManager;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.zip.CRC32;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;
import sc.fiji.styletransfer.optimise.Snapshot;
import sc.fiji.styletransfer.pixels.TensorStorage;
import sc.fiji.styletransfer.pixels.TensorVector;
import sc.fiji.styletransfer.settings.Setting;
import sc.fiji.styletransfer.settings.Settings;
import sc.fiji.styletransfer.settings.TransferSettings;

/**
 * Keeps a checkpoint of a run up to date, if the settings name one. A run that was killed goes on
 * from it to the very result it would have had.
 */
final class Checkpointing {

  private static final String NONE = "none";

  private final Optional<Checkpoint> checkpoint;
  private final long interval;
  private final Map<String, Double> facts = new TreeMap<>();
  private long last = System.nanoTime();

  /**
   * @param settings name the file and the interval
   * @param inputs of the run, so that a checkpoint of another run is told apart
   */
  Checkpointing(final TransferSettings settings, final TransferInputs inputs) {
    final String file = settings.get(Settings.CHECKPOINT);
    checkpoint =
        file.equals(NONE)
            ? Optional.empty()
            : Optional.of(new Checkpoint(Path.of(file), run(settings, inputs)));
    interval = TimeUnit.SECONDS.toNanos(settings.get(Settings.CHECKPOINT_INTERVAL));
  }

  /**
   * The state to go on from, if there is one; its vectors belong to the manager and lie where they
   * are to.
   */
  Optional<Snapshot<TensorVector>> resume(final NDManager manager, final TensorStorage memory) {
    return checkpoint.filter(Checkpoint::exists).map(there -> there.read(manager, memory));
  }

  /** Adds a number to all that is written from now on. */
  void remember(final String name, final double value) {
    facts.put(name, value);
  }

  /** Writes the state down if it is time to. */
  void note(final Consumer<Snapshot<TensorVector>> state) {
    if (checkpoint.isEmpty() || System.nanoTime() - last < interval) return;
    final Snapshot<TensorVector> snapshot = new Snapshot<>();
    facts.forEach(snapshot::put);
    state.accept(snapshot);
    checkpoint.get().write(snapshot);
    last = System.nanoTime();
  }

  /** The run came to its end. */
  void finish() {
    checkpoint.ifPresent(Checkpoint::delete);
  }

  /** All that decides the result. How it is computed may change between one part and the next. */
  private static String run(final TransferSettings settings, final TransferInputs inputs) {
    final Map<String, String> record = new TreeMap<>(settings.record());
    for (final Setting<?> free :
        new Setting<?>[] {
          Settings.CHECKPOINT,
          Settings.CHECKPOINT_INTERVAL,
          Settings.DEVICE,
          Settings.TILE,
          Settings.MEMORY
        }) record.remove(free.key());
    final CRC32 sum = new CRC32();
    add(sum, inputs.content());
    inputs.styles().forEach(style -> add(sum, style));
    inputs.start().ifPresent(start -> add(sum, start));
    inputs.neighbour().ifPresent(neighbour -> add(sum, neighbour));
    inputs.guides().forEach(guide -> add(sum, guide.content()));
    return record + " " + Long.toHexString(sum.getValue());
  }

  private static void add(
      final CRC32 sum, final RandomAccessibleInterval<? extends FloatType> picture) {
    for (final long side : picture.dimensionsAsLongArray()) sum.update((int) side);
    for (final FloatType value : Views.flatIterable(picture)) {
      final int bits = Float.floatToIntBits(value.get());
      sum.update(bits >>> 24);
      sum.update(bits >>> 16);
      sum.update(bits >>> 8);
      sum.update(bits);
    }
  }
}
