package sc.fiji.styletransfer.transfer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import sc.fiji.styletransfer.StyleTransferException;
import sc.fiji.styletransfer.optimise.Snapshot;
import sc.fiji.styletransfer.pixels.TensorStorage;
import sc.fiji.styletransfer.pixels.TensorVector;
import sc.fiji.styletransfer.weights.file.SafetensorsFile;

/**
 * A file that holds the state of a run: a {@code .safetensors} file of float32 arrays, with the
 * numbers as notes. It is replaced in one piece, so that a run killed while writing leaves the
 * state written before.
 *
 * @param file the file
 * @param run which run it belongs to; a state of another is refused
 */
record Checkpoint(Path file, String run) {

  private static final String RUN = "run";
  private static final String NUMBERS = "numbers";

  /** Whether there is a state to go on from. */
  boolean exists() {
    return Files.exists(file);
  }

  /**
   * Replaces the state.
   *
   * @throws StyleTransferException if it cannot be written
   */
  void write(final Snapshot<TensorVector> snapshot) {
    final Path part = file.resolveSibling(file.getFileName() + ".part");
    try {
      try (FileChannel channel =
          FileChannel.open(
              part,
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE,
              StandardOpenOption.TRUNCATE_EXISTING)) {
        writeAll(channel, header(snapshot));
        snapshot.<IOException>visit((name, vector) -> writeAll(channel, bytes(vector.array())));
        channel.force(true);
      }
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (final IOException e) {
      throw new StyleTransferException(
          "The checkpoint %s cannot be written; choose a folder that exists and has room."
              .formatted(file),
          e);
    }
  }

  /**
   * Reads the state.
   *
   * @param manager owner of the vectors
   * @param memory where they are to lie
   * @throws StyleTransferException if it is damaged or belongs to another run
   */
  Snapshot<TensorVector> read(final NDManager manager, final TensorStorage memory) {
    try (SafetensorsFile state = new SafetensorsFile(file)) {
      if (!state.note(RUN).filter(run::equals).isPresent())
        throw new StyleTransferException(
            "The checkpoint %s belongs to a run with other images or settings; delete it or name another."
                .formatted(file));
      final Snapshot<TensorVector> snapshot = new Snapshot<>();
      for (final String number : state.note(NUMBERS).orElse("").split(" ")) {
        final String[] parts = number.split("=");
        snapshot.put(parts[0], Double.parseDouble(parts[1]));
      }
      for (final Map.Entry<String, long[]> vector : state.shapes().entrySet())
        snapshot.put(
            vector.getKey(),
            () ->
                new TensorVector(
                    array(vector.getKey(), new Shape(vector.getValue()), manager), memory));
      return snapshot;
    }
  }

  /** Removes the state of a run that came to its end. */
  void delete() {
    try {
      Files.deleteIfExists(file);
    } catch (final IOException e) {
      throw new StyleTransferException(
          "The checkpoint %s cannot be removed; delete it yourself.".formatted(file), e);
    }
  }

  private ByteBuffer header(final Snapshot<TensorVector> snapshot) {
    final StringBuilder numbers = new StringBuilder();
    // Hexadecimal digits give back the very same number.
    snapshot
        .numbers()
        .forEach(
            (name, value) ->
                numbers.append(name).append('=').append(Double.toHexString(value)).append(' '));
    final JsonObject notes = new JsonObject();
    notes.addProperty(RUN, run);
    notes.addProperty(NUMBERS, numbers.toString().trim());
    final JsonObject json = new JsonObject();
    json.add("__metadata__", notes);
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
    final com.google.gson.JsonArray sizes = new com.google.gson.JsonArray();
    for (final long size : shape.getShape()) sizes.add(size);
    final com.google.gson.JsonArray offsets = new com.google.gson.JsonArray();
    offsets.add(begin);
    offsets.add(end);
    final JsonObject entry = new JsonObject();
    entry.addProperty("dtype", "F32");
    entry.add("shape", sizes);
    entry.add("data_offsets", offsets);
    return entry;
  }

  private static ByteBuffer bytes(final NDArray array) {
    final float[] values = array.toFloatArray();
    final ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return bytes;
  }

  private static void writeAll(final FileChannel channel, final ByteBuffer bytes)
      throws IOException {
    while (bytes.hasRemaining()) channel.write(bytes);
  }

  /** Each is read when it is asked for, so that all together need not fit into memory. */
  private NDArray array(final String name, final Shape shape, final NDManager manager) {
    try (SafetensorsFile state = new SafetensorsFile(file);
        NDArray borrowed = manager.create(state.read(name), shape)) {
      return borrowed.duplicate();
    }
  }
}
