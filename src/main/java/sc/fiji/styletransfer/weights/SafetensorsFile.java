package sc.fiji.styletransfer.weights;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a {@code .safetensors} file: eight bytes with the length of the header (little-endian), the
 * header, then the values. No number in the file is trusted before it is checked.
 */
public final class SafetensorsFile implements TensorFile {

  private static final int LENGTH_BYTES = Long.BYTES;

  /**
   * Real headers of VGG19 have a few kilobytes; the bound keeps a forged one from filling memory.
   */
  private static final long MAX_HEADER_BYTES = 1 << 24;

  private final Path path;
  private final FileChannel channel;
  private final SafetensorsHeader header;
  private final long dataBegin;

  /**
   * @param path of the file
   * @throws WeightsException if it cannot be read or is not a sound {@code .safetensors} file
   */
  public SafetensorsFile(final Path path) {
    this.path = path;
    try {
      channel = FileChannel.open(path, StandardOpenOption.READ);
    } catch (final IOException e) {
      throw new WeightsException(
          "The weights file " + path + " cannot be opened; check its name and permissions.", e);
    }
    try {
      final long headerLength = headerLength();
      dataBegin = LENGTH_BYTES + headerLength;
      final String json =
          new String(bytes(LENGTH_BYTES, headerLength).array(), StandardCharsets.UTF_8);
      header = new SafetensorsHeader(json, channel.size() - dataBegin);
    } catch (IOException | WeightsException e) {
      close();
      throw unusable(e);
    }
  }

  @Override
  public Map<String, long[]> shapes() {
    final Map<String, long[]> shapes = new LinkedHashMap<>();
    header.entries().forEach((name, entry) -> shapes.put(name, entry.shape().clone()));
    return shapes;
  }

  @Override
  public float[] read(final String name) {
    final SafetensorsHeader.Entry entry = header.entries().get(name);
    if (entry == null)
      throw new WeightsException("There is no tensor '" + name + "' in " + path + ".");
    try {
      final ByteBuffer bytes = bytes(dataBegin + entry.begin(), entry.end() - entry.begin());
      final float[] values = new float[bytes.remaining() / entry.type().bytes()];
      for (int i = 0; i < values.length; i++) values[i] = entry.type().get(bytes);
      return values;
    } catch (IOException | WeightsException e) {
      throw unusable(e);
    }
  }

  @Override
  public Optional<String> note(final String key) {
    return Optional.ofNullable(header.notes().get(key));
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (final IOException e) {
      throw new WeightsException("The weights file " + path + " cannot be closed.", e);
    }
  }

  private long headerLength() throws IOException {
    if (channel.size() < LENGTH_BYTES) throw new WeightsException("it has no header");
    final long length = bytes(0, LENGTH_BYTES).getLong();
    if (length < 0 || length > MAX_HEADER_BYTES || length > channel.size() - LENGTH_BYTES)
      throw new WeightsException("its header does not fit into the file");
    return length;
  }

  private ByteBuffer bytes(final long position, final long length) throws IOException {
    if (length > Integer.MAX_VALUE - LENGTH_BYTES)
      throw new WeightsException("one of its tensors is larger than two gibibytes");
    final ByteBuffer buffer = ByteBuffer.allocate((int) length).order(ByteOrder.LITTLE_ENDIAN);
    while (buffer.hasRemaining())
      if (channel.read(buffer, position + buffer.position()) < 0)
        throw new WeightsException("it ends too early");
    return buffer.flip();
  }

  private WeightsException unusable(final Exception reason) {
    return new WeightsException(
        "The weights file %s cannot be used: %s. Choose another file or get it again."
            .formatted(path, reason.getMessage()),
        reason);
  }
}
