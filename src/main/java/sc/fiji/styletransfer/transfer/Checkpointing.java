package sc.fiji.styletransfer.transfer;

import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.zip.CRC32;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sc.fiji.styletransfer.StyleTransferException;
import sc.fiji.styletransfer.optimise.Snapshot;
import sc.fiji.styletransfer.pixels.TensorStorage;
import sc.fiji.styletransfer.pixels.TensorVector;
import sc.fiji.styletransfer.region.Guide;
import sc.fiji.styletransfer.settings.PrecisionChoice;
import sc.fiji.styletransfer.settings.Setting;
import sc.fiji.styletransfer.settings.Settings;
import sc.fiji.styletransfer.settings.TransferSettings;

/**
 * Writes the state of a run to a file from time to time, if the settings name a checkpoint. A run
 * that was interrupted continues from the file and has the same result, bit by bit.
 *
 * <p>The first state must be writable. If a later one cannot be written, the run continues and the
 * file keeps the previous state.
 */
final class Checkpointing implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Checkpointing.class);

  private static final String NONE = Settings.CHECKPOINT.fallback();

  private final Optional<CheckpointFile> checkpoint;
  private final Optional<CheckpointLock> lock;
  private final long interval;
  private final Map<String, Double> numbers = new TreeMap<>();
  private long last = System.nanoTime();
  private boolean written;

  /**
   * Reserves the checkpoint until {@link #close}.
   *
   * @param settings file and interval
   * @param inputs inputs of the run
   * @param network computes the fingerprint of the network; called only if there is a checkpoint
   * @throws StyleTransferException if another run uses the file or its folder is not writable
   */
  Checkpointing(
      final TransferSettings settings,
      final TransferInputs inputs,
      final Supplier<String> network) {
    final Optional<Path> file = file(settings);
    interval = TimeUnit.SECONDS.toNanos(settings.get(Settings.CHECKPOINT_INTERVAL));
    checkpoint =
        file.map(path -> new CheckpointFile(path, identity(settings, inputs, network.get())));
    lock = file.map(CheckpointLock::of);
  }

  /**
   * Returns the precision of the run whose state the settings name.
   *
   * @param settings settings of a run
   * @return the precision; empty without a checkpoint
   * @throws StyleTransferException if the file is damaged
   */
  static Optional<PrecisionChoice> precision(final TransferSettings settings) {
    return file(settings)
        .map(path -> new CheckpointFile(path, ""))
        .filter(CheckpointFile::exists)
        .flatMap(CheckpointFile::precision);
  }

  /** Returns the file that the settings name, if any. */
  private static Optional<Path> file(final TransferSettings settings) {
    final String file = settings.get(Settings.CHECKPOINT);
    return file.equals(NONE) ? Optional.empty() : Optional.of(Path.of(file));
  }

  /**
   * Reads the state of the interrupted run.
   *
   * @param manager owner of the vectors
   * @param storage storage of the vectors
   * @return the state, or empty if there is no checkpoint
   */
  Optional<Snapshot<TensorVector>> read(final NDManager manager, final TensorStorage storage) {
    if (checkpoint.isEmpty()) return Optional.empty();
    try {
      checkpoint.get().deleteParts();
    } catch (final IOException e) {
      throw notWritable(checkpoint.get(), e);
    }
    return checkpoint.filter(CheckpointFile::exists).map(file -> file.read(manager, storage));
  }

  /**
   * Adds a number to all states that are written from now on.
   *
   * @param name unique name of the number
   * @param value value of the number
   */
  void addNumber(final String name, final double value) {
    numbers.put(name, value);
  }

  /**
   * Writes the state if the interval has passed.
   *
   * @param state adds the state to a snapshot
   * @throws StyleTransferException if the first state of the run cannot be written
   */
  void write(final Consumer<Snapshot<TensorVector>> state) {
    if (System.nanoTime() - last >= interval) writeNow(state);
  }

  /**
   * Writes the state regardless of the interval.
   *
   * @param state adds the state to a snapshot
   * @throws StyleTransferException if the first state of the run cannot be written
   */
  void writeNow(final Consumer<Snapshot<TensorVector>> state) {
    if (checkpoint.isEmpty()) return;
    final Snapshot<TensorVector> snapshot = new Snapshot<>();
    numbers.forEach(snapshot::put);
    state.accept(snapshot);
    try {
      checkpoint.get().write(snapshot);
      written = true;
    } catch (final IOException e) {
      if (!written) throw notWritable(checkpoint.get(), e);
      LOG.warn(
          "The checkpoint {} cannot be written ({}). The run continues, and the file keeps its"
              + " previous state.",
          checkpoint.get().file(),
          e.toString());
    }
    last = System.nanoTime();
  }

  private static StyleTransferException notWritable(
      final CheckpointFile checkpoint, final IOException cause) {
    return new StyleTransferException(
        "The checkpoint %s cannot be written (%s). Set a file in a writable folder with enough space."
            .formatted(checkpoint.file(), cause),
        cause);
  }

  /**
   * Deletes the checkpoint that some settings name.
   *
   * @param settings settings of a finished run
   * @throws StyleTransferException if the file cannot be deleted
   */
  static void delete(final TransferSettings settings) {
    final Optional<Path> file = file(settings);
    if (file.isEmpty()) return;
    try {
      Files.deleteIfExists(file.get());
    } catch (final IOException e) {
      throw new StyleTransferException(
          "The checkpoint %s cannot be deleted. Delete it yourself.".formatted(file.get()), e);
    }
  }

  /** Releases the checkpoint for other runs. */
  @Override
  public void close() {
    lock.ifPresent(CheckpointLock::close);
  }

  /** Returns everything that decides the result. Device, tiles and memory may change. */
  private static String identity(
      final TransferSettings settings, final TransferInputs inputs, final String network) {
    final Map<String, String> record = new TreeMap<>(settings.complete());
    for (final Setting<?> free :
        new Setting<?>[] {
          Settings.CHECKPOINT,
          Settings.CHECKPOINT_INTERVAL,
          Settings.DEVICE,
          Settings.NETWORK,
          Settings.TILE,
          Settings.MEMORY
        }) record.remove(free.key());
    final CRC32 sum = new CRC32();
    add(sum, inputs.content());
    inputs.styles().forEach(style -> add(sum, style));
    inputs.start().ifPresent(start -> add(sum, start));
    inputs.neighbour().ifPresent(neighbour -> add(sum, neighbour));
    inputs.guides().forEach(guide -> add(sum, guide));
    return "%s network=%s inputs=%d,%b,%b,%d %08x"
        .formatted(
            record,
            network,
            inputs.styles().size(),
            inputs.start().isPresent(),
            inputs.neighbour().isPresent(),
            inputs.guides().size(),
            sum.getValue());
  }

  private static void add(final CRC32 sum, final Guide guide) {
    add(sum, guide.content());
    addInt(sum, guide.style());
    addInt(sum, guide.source().isPresent() ? 1 : 0);
    guide.source().ifPresent(source -> add(sum, source));
  }

  private static void add(
      final CRC32 sum, final RandomAccessibleInterval<? extends FloatType> picture) {
    for (final long side : picture.dimensionsAsLongArray()) addInt(sum, (int) side);
    for (final FloatType value : Views.flatIterable(picture))
      addInt(sum, Float.floatToIntBits(value.get()));
  }

  private static void addInt(final CRC32 sum, final int bits) {
    sum.update(bits >>> 24);
    sum.update(bits >>> 16);
    sum.update(bits >>> 8);
    sum.update(bits);
  }
}
