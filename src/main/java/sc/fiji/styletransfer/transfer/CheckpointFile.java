package sc.fiji.styletransfer.transfer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sc.fiji.styletransfer.StyleTransferException;
import sc.fiji.styletransfer.files.FileReplacement;
import sc.fiji.styletransfer.optimise.Snapshot;
import sc.fiji.styletransfer.picture.TensorParts;
import sc.fiji.styletransfer.pixels.TensorStorage;
import sc.fiji.styletransfer.pixels.TensorVector;
import sc.fiji.styletransfer.settings.PrecisionChoice;
import sc.fiji.styletransfer.settings.Settings;
import sc.fiji.styletransfer.weights.file.SafetensorsFile;

/**
 * File with the state of a run: a {@code .safetensors} file of float32 arrays with the numbers as
 * metadata. A new state replaces the file in one step, so that a process that is killed while it
 * writes leaves the previous state. Arrays are written and read in parts and need little heap.
 *
 * @param file path of the file
 * @param identity everything that decides the result of the run; the state of another run is
 *     refused
 */
record CheckpointFile(Path file, String identity) {

  private static final String IDENTITY = "run";
  private static final String NUMBERS = "numbers";

  /** The text that every state begins with, after the length of its header. */
  private static final String HEADING = "{\"__metadata__\":{\"%s\":".formatted(IDENTITY);

  private static final Logger LOG = LoggerFactory.getLogger(CheckpointFile.class);

  private static final Pattern PRECISION = Pattern.compile("[{ ]precision=(\\w+)[,}]");
  private static final NDIndex ALL = new NDIndex("...");

  /**
   * Returns the precision of the run that wrote the state, which is part of its identity.
   *
   * @return the precision, if the file names one
   * @throws StyleTransferException if the file is damaged
   */
  Optional<PrecisionChoice> precision() {
    try (SafetensorsFile state = open()) {
      return state
          .note(IDENTITY)
          .map(PRECISION::matcher)
          .filter(Matcher::find)
          .map(found -> Settings.PRECISION.parse(found.group(1)));
    }
  }

  /** Returns whether there is a state. */
  boolean exists() {
    return Files.exists(file);
  }

  /**
   * Replaces the state.
   *
   * @param snapshot the new state
   * @throws IOException if the state cannot be written; the previous state remains
   */
  void write(final Snapshot<TensorVector> snapshot) throws IOException {
    new FileReplacement()
        .write(
            file,
            channel -> {
              writeAll(channel, header(snapshot));
              snapshot.<IOException>visit((name, vector) -> writeArray(channel, vector.array()));
            });
  }

  /**
   * Checks that a state can be written, and deletes what killed processes left in the folder.
   *
   * @param bytes size of the smallest state
   * @throws IOException if the folder is missing, read-only or full
   */
  void probe(final long bytes) throws IOException {
    FileReplacement.deleteAbandoned(folder());
    FileReplacement.probe(file, bytes);
  }

  /** Returns the folder of the file. */
  Path folder() {
    return file.toAbsolutePath().getParent();
  }

  /**
   * Reads the state.
   *
   * @param manager owner of the vectors
   * @param storage storage of the vectors
   * @return the state; a vector is read when it is used, so that the vectors need not fit into
   *     memory together
   * @throws StyleTransferException if the file is damaged or contains the state of another run
   */
  Snapshot<TensorVector> read(final NDManager manager, final TensorStorage storage) {
    try (SafetensorsFile state = open()) {
      if (state.note(IDENTITY).isEmpty()) throw noCheckpoint(null);
      if (!state.note(IDENTITY).filter(identity::equals).isPresent())
        throw new StyleTransferException(
            "The checkpoint %s belongs to a run with other images, settings or network. Delete the file or set another one."
                .formatted(file));
      final Snapshot<TensorVector> snapshot = new Snapshot<>();
      readNumbers(state, snapshot);
      for (final Map.Entry<String, long[]> vector : state.shapes().entrySet())
        snapshot.put(
            vector.getKey(),
            () ->
                new TensorVector(
                    readArray(vector.getKey(), new Shape(vector.getValue()), manager), storage));
      return snapshot;
    }
  }

  private void readNumbers(final SafetensorsFile state, final Snapshot<TensorVector> snapshot) {
    for (final String number : state.note(NUMBERS).orElse("").split(" ")) {
      final String[] parts = number.split("=");
      if (parts.length != 2) throw damaged(null);
      try {
        snapshot.put(parts[0], Double.parseDouble(parts[1]));
      } catch (final NumberFormatException e) {
        throw damaged(e);
      }
    }
  }

  private SafetensorsFile open() {
    try {
      return new SafetensorsFile(file);
    } catch (final StyleTransferException e) {
      throw beginsLikeState() ? damaged(e) : noCheckpoint(e);
    }
  }

  /** An empty file holds nothing that deleting it could lose. */
  private boolean beginsLikeState() {
    try (InputStream in = Files.newInputStream(file)) {
      final byte[] start = in.readNBytes(Long.BYTES + HEADING.length());
      if (start.length == 0) return true;
      return start.length > Long.BYTES
          && HEADING.startsWith(
              new String(start, Long.BYTES, start.length - Long.BYTES, StandardCharsets.US_ASCII));
    } catch (final IOException e) {
      LOG.debug("{} cannot be read", file, e);
      return false;
    }
  }

  /**
   * The file may be one that the user cannot replace, so the sentence does not advise to delete.
   */
  private StyleTransferException noCheckpoint(final Exception cause) {
    return new StyleTransferException(
        "The file '%s' is no checkpoint. Choose another name for the checkpoint.".formatted(file),
        cause);
  }

  /**
   * Returns the exception for a file whose content makes no sense.
   *
   * @param cause what shows the damage; may be null
   */
  StyleTransferException damaged(final Exception cause) {
    return new StyleTransferException(
        "The checkpoint %s is damaged. Delete the file to begin the run again.".formatted(file),
        cause);
  }

  private ByteBuffer header(final Snapshot<TensorVector> snapshot) {
    final StringBuilder numbers = new StringBuilder();
    // Hexadecimal digits represent a double exactly.
    snapshot
        .numbers()
        .forEach(
            (name, value) ->
                numbers.append(name).append('=').append(Double.toHexString(value)).append(' '));
    final JsonObject metadata = new JsonObject();
    metadata.addProperty(IDENTITY, identity);
    metadata.addProperty(NUMBERS, numbers.toString().trim());
    final JsonObject json = new JsonObject();
    json.add("__metadata__", metadata);
    final long[] begin = new long[1];
    snapshot.visit(
        (name, vector) -> {
          final long end = begin[0] + vector.length() * Float.BYTES;
          json.add(name, entry(vector.array().getShape(), begin[0], end));
          begin[0] = end;
        });
    final byte[] text = json.toString().getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(Long.BYTES + text.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(text.length)
        .put(text)
        .flip();
  }

  private static JsonObject entry(final Shape shape, final long begin, final long end) {
    final JsonArray sizes = new JsonArray();
    for (final long size : shape.getShape()) sizes.add(size);
    final JsonArray offsets = new JsonArray();
    offsets.add(begin);
    offsets.add(end);
    final JsonObject entry = new JsonObject();
    entry.addProperty("dtype", "F32");
    entry.add("shape", sizes);
    entry.add("data_offsets", offsets);
    return entry;
  }

  private static void writeArray(final FileChannel channel, final NDArray array)
      throws IOException {
    TensorParts.<IOException>of(
        array,
        part -> {
          final float[] values = part.toFloatArray();
          final ByteBuffer bytes =
              ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
          bytes.asFloatBuffer().put(values);
          writeAll(channel, bytes);
        });
  }

  private static void writeAll(final FileChannel channel, final ByteBuffer bytes)
      throws IOException {
    while (bytes.hasRemaining()) channel.write(bytes);
  }

  private NDArray readArray(final String name, final Shape shape, final NDManager manager) {
    final NDArray array = manager.create(shape, DataType.FLOAT32);
    final long[] position = new long[1];
    try (SafetensorsFile state = open()) {
      TensorParts.of(
          array,
          part -> {
            final int count = Math.toIntExact(part.size());
            part.set(ALL, part.getManager().create(values(state, name, position[0], count)));
            position[0] += count;
          });
    }
    return array;
  }

  private float[] values(
      final SafetensorsFile state, final String name, final long begin, final int count) {
    try {
      return state.read(name, begin, count);
    } catch (final StyleTransferException e) {
      throw damaged(e);
    }
  }
}
