package sc.fiji.styletransfer.transfer;

import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Locale;
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
 * <p>A run whose file cannot be written is refused at its beginning. If a state cannot be written
 * later, the run continues and the file keeps the previous state.
 */
final class Checkpointing implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Checkpointing.class);

  /** Time between two states as a multiple of the time to write one: at most 2 % is for writing. */
  private static final int SHARE = 50;

  private static final long MEGABYTE = 1_000_000;

  /** The largest file that is written only to see whether files can be written. */
  private static final long LARGEST_PROBE = 64 * MEGABYTE;

  private final Optional<CheckpointFile> checkpoint;
  private final Optional<CheckpointLock> lock;
  private final long interval;
  private final Map<String, Double> numbers = new TreeMap<>();
  private long last = System.nanoTime();
  private long pause;

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
    final Optional<CheckpointPlace> place = CheckpointPlace.of(settings);
    interval = TimeUnit.SECONDS.toNanos(settings.get(Settings.CHECKPOINT_INTERVAL));
    pause = interval;
    checkpoint =
        place.map(at -> new CheckpointFile(at.file(), identity(settings, inputs, network.get())));
    lock = place.map(CheckpointPlace::lock);
  }

  /**
   * Returns the precision of the run whose state the settings name.
   *
   * @param settings settings of a run
   * @return the precision; empty without a checkpoint
   * @throws StyleTransferException if the file is damaged
   */
  static Optional<PrecisionChoice> precision(final TransferSettings settings) {
    return CheckpointPlace.of(settings)
        .map(place -> new CheckpointFile(place.file(), ""))
        .filter(CheckpointFile::exists)
        .flatMap(CheckpointFile::precision);
  }

  /**
   * Reads the state of the interrupted run.
   *
   * @param manager owner of the vectors
   * @param storage storage of the vectors
   * @return the state, or empty if there is no checkpoint
   */
  Optional<Snapshot<TensorVector>> read(final NDManager manager, final TensorStorage storage) {
    return checkpoint.filter(CheckpointFile::exists).map(file -> file.read(manager, storage));
  }

  /**
   * Checks that states can be written.
   *
   * @param bytes size of the smallest state
   * @throws StyleTransferException if they cannot
   */
  void requireWritable(final long bytes) {
    if (checkpoint.isEmpty()) return;
    final CheckpointFile file = checkpoint.get();
    try {
      final long room = Files.getFileStore(file.folder()).getUsableSpace();
      if (room > 0 && room < bytes)
        throw new IOException(
            "a state takes %s MB, and %s MB are free".formatted(bytes / MEGABYTE, room / MEGABYTE));
      file.probe(Math.min(bytes, LARGEST_PROBE));
    } catch (final IOException e) {
      throw new StyleTransferException(
          "The checkpoint %s cannot be written (%s). Set a file in a writable folder with enough space."
              .formatted(file.file(), e.getMessage()),
          e);
    }
  }

  /**
   * Returns the exception for a state that makes no sense.
   *
   * @param cause what shows the damage
   */
  StyleTransferException damaged(final Exception cause) {
    return checkpoint.orElseThrow().damaged(cause);
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
   */
  void write(final Consumer<Snapshot<TensorVector>> state) {
    if (System.nanoTime() - last >= pause) writeNow(state);
  }

  /**
   * Writes the state regardless of the interval. A state that cannot be written does not end the
   * run.
   *
   * @param state adds the state to a snapshot
   */
  void writeNow(final Consumer<Snapshot<TensorVector>> state) {
    if (checkpoint.isEmpty()) return;
    final long begin = System.nanoTime();
    try {
      final Snapshot<TensorVector> snapshot = new Snapshot<>();
      numbers.forEach(snapshot::put);
      state.accept(snapshot);
      checkpoint.get().write(snapshot);
    } catch (final IOException | RuntimeException | OutOfMemoryError e) {
      LOG.warn(
          "The checkpoint {} cannot be written ({}). The run continues, and the file keeps its"
              + " previous state.",
          checkpoint.get().file(),
          e.toString());
      LOG.debug("Cause of the failure", e);
    }
    last = System.nanoTime();
    if (interval > 0) pause = Math.max(interval, SHARE * (last - begin));
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
    return String.format(
        Locale.ROOT,
        "%s network=%s inputs=%d,%b,%b,%d %08x",
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
