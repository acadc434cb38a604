package sc.fiji.styletransfer.weights.file;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import sc.fiji.styletransfer.network.WeightsException;

/**
 * Reads a state dictionary that PyTorch before version 1.6 saved. The file has five pickles (a
 * magic number, the version of the format, a description of the machine, the dictionary, the keys
 * of the storages). Then it has for each key the count of numbers in eight bytes and the numbers.
 */
final class TorchLegacyFile extends TorchFile {

  private static final BigInteger MAGIC = new BigInteger("1950a86a20f9469cfc6c", 16);
  private static final int VERSION = 1001;

  /** The pickles of VGG19 have four kilobytes. */
  private static final int MAX_PICKLE_BYTES = 1 << 20;

  /**
   * The numbers of a storage in the file.
   *
   * @param position position of the first byte in the file
   * @param count number of numbers
   */
  private record Block(long position, long count) {}

  private final ByteSource source;
  private final TorchDictionary dictionary;
  private final Map<String, Block> blocks = new HashMap<>();

  /**
   * @param path the file
   * @throws WeightsException if the file cannot be read or has another format
   */
  TorchLegacyFile(final Path path) {
    this(path, ByteSource.of(UnusableFile.open(path)));
  }

  private TorchLegacyFile(final Path path, final ByteSource source) {
    super(path, source);
    this.source = source;
    dictionary = UnusableFile.structure(path, source, this::readDictionary);
  }

  private TorchDictionary readDictionary() throws IOException {
    final int length = (int) Math.min(source.size(), MAX_PICKLE_BYTES);
    final ByteArrayInputStream head =
        new ByteArrayInputStream(SourceSection.bytes(source, 0, length).array());
    final TorchUnpickler pickles = new TorchUnpickler(head);
    requireFormat(pickles);
    final TorchDictionary read = new TorchDictionary(pickles.next());
    locate(pickles.next(), elementSizes(read), length - head.available());
    return read;
  }

  @Override
  TorchDictionary dictionary() {
    return dictionary;
  }

  @Override
  float[] numbers(final TorchTensor tensor) throws IOException {
    final ElementType type = TorchDictionary.type(tensor);
    final Block block = blocks.get(tensor.storage().key());
    final long count = tensor.count();
    if (block == null || count > block.count() || tensor.first() > block.count() - count)
      throw new WeightsException("one of its tensors lies outside the file");
    final long position = block.position() + tensor.first() * type.bytes();
    return type.read(new SourceSection(source, position), count);
  }

  private static void requireFormat(final TorchUnpickler pickles) {
    if (!MAGIC.equals(pickles.next()))
      throw new WeightsException("it is a pickle, but not a PyTorch file");
    if (!(pickles.next() instanceof final Number version) || version.longValue() != VERSION)
      throw new WeightsException("its version is unknown");
    if (!(pickles.next() instanceof final Map<?, ?> machine)
        || Boolean.FALSE.equals(machine.get("little_endian")))
      throw new WeightsException("its numbers are big-endian, which is not supported");
  }

  private void locate(final Object keys, final Map<String, Integer> sizes, final long begin)
      throws IOException {
    if (!(keys instanceof final List<?> list))
      throw new WeightsException("its list of storages is damaged");
    long position = begin;
    for (final Object object : list) {
      final String key = TorchStorage.key(object);
      final Integer bytes = sizes.get(key);
      if (bytes == null) throw new WeightsException("its storages do not belong to its tensors");
      position = locate(key, position, bytes);
    }
  }

  /** Records the block at a position and returns the position of the next block. */
  private long locate(final String key, final long position, final int bytes) throws IOException {
    final long count =
        SourceSection.bytes(source, position, Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).getLong();
    final long begin = position + Long.BYTES;
    if (count < 0 || count > (source.size() - begin) / bytes)
      throw new WeightsException("it ends too early");
    blocks.put(key, new Block(begin, count));
    return begin + count * bytes;
  }

  private static Map<String, Integer> elementSizes(final TorchDictionary dictionary) {
    final Map<String, Integer> sizes = new HashMap<>();
    for (final TorchTensor tensor : dictionary.tensors().values())
      sizes.put(tensor.storage().key(), TorchName.elementBytes(tensor.storage().className()));
    return sizes;
  }
}
