package sc.fiji.styletransfer.weights.file;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import sc.fiji.styletransfer.network.WeightsException;

/**
 * Reads a {@code .safetensors} file: eight bytes with the length of the header (little-endian), the
 * header, then the values. Every number in the file is checked before it is used.
 */
public final class SafetensorsFile implements TensorFile {

  private final Path path;
  private final ByteSource source;
  private final SafetensorsHeader header;
  private final long dataBegin;

  /**
   * @param path the file
   * @throws WeightsException if the file cannot be read or is not a sound {@code .safetensors} file
   */
  public SafetensorsFile(final Path path) {
    this(path, ByteSource.of(UnusableFile.open(path)));
  }

  /**
   * @param path name of the file in messages
   * @param source the bytes; this object closes the source, also if the constructor fails
   * @throws WeightsException if the bytes are not a sound {@code .safetensors} file
   */
  public SafetensorsFile(final Path path, final ByteSource source) {
    this.path = path;
    this.source = source;
    final int headerLength = UnusableFile.structure(path, source, this::headerLength);
    dataBegin = SafetensorsHeader.LENGTH_BYTES + headerLength;
    header = UnusableFile.structure(path, source, () -> readHeader(headerLength));
  }

  private SafetensorsHeader readHeader(final int length) throws IOException {
    final byte[] json = SourceSection.bytes(source, SafetensorsHeader.LENGTH_BYTES, length).array();
    return new SafetensorsHeader(
        new String(json, StandardCharsets.UTF_8), source.size() - dataBegin);
  }

  @Override
  public Map<String, long[]> shapes() {
    final Map<String, long[]> shapes = new LinkedHashMap<>();
    header.entries().forEach((name, entry) -> shapes.put(name, entry.shape().clone()));
    return shapes;
  }

  @Override
  public float[] read(final String name) {
    return UnusableFile.contained(
        path,
        () -> {
          final SafetensorsHeader.Entry entry = entry(name);
          final SourceSection values = new SourceSection(source, dataBegin + entry.begin());
          return entry.type().read(values, entry.count());
        });
  }

  /**
   * Reads consecutive values of a tensor.
   *
   * @param name name of the tensor
   * @param begin index of the first value
   * @param count number of values
   * @return the values
   * @throws WeightsException if the tensor does not have these values or they cannot be read
   */
  public float[] read(final String name, final long begin, final int count) {
    return UnusableFile.contained(
        path,
        () -> {
          final SafetensorsHeader.Entry entry = entry(name);
          if (begin < 0 || count < 0 || begin + count > entry.count())
            throw new WeightsException(
                "the tensor %s has no values %s to %s".formatted(name, begin, begin + count));
          final long position = dataBegin + entry.begin() + begin * entry.type().bytes();
          return entry.type().read(new SourceSection(source, position), count);
        });
  }

  private SafetensorsHeader.Entry entry(final String name) {
    final SafetensorsHeader.Entry entry = header.entries().get(name);
    if (entry == null) throw new WeightsException(UnusableFile.missingTensor(name));
    return entry;
  }

  @Override
  public Optional<String> note(final String key) {
    return Optional.ofNullable(header.notes().get(key));
  }

  @Override
  public void close() {
    UnusableFile.close(path, source);
  }

  private int headerLength() throws IOException {
    final long length =
        SourceSection.bytes(source, 0, SafetensorsHeader.LENGTH_BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .getLong();
    return SafetensorsHeader.requireLength(length, source.size() - SafetensorsHeader.LENGTH_BYTES);
  }
}
