package sc.fiji.styletransfer.weights.file;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import sc.fiji.styletransfer.network.WeightsException;

/**
 * Reads a state dictionary that PyTorch 1.6 or later saved: a zip archive with a pickle {@code
 * NAME/data.pkl}, and with the numbers of each storage, uncompressed, in {@code NAME/data/KEY}.
 */
final class TorchZipFile extends TorchFile {

  /** The pickle of VGG19 has three kilobytes. */
  private static final int MAX_PICKLE_BYTES = 1 << 20;

  private static final String PICKLE = "data.pkl";

  private final ZipFile zip;
  private final String folder;
  private final TorchDictionary dictionary;

  /**
   * @param path the file
   * @throws WeightsException if the file cannot be read or has another format
   */
  TorchZipFile(final Path path) {
    this(path, openZip(path));
  }

  private TorchZipFile(final Path path, final ZipFile zip) {
    super(path, zip);
    this.zip = zip;
    folder = UnusableFile.structure(path, zip, this::folderOfPickle);
    dictionary = UnusableFile.structure(path, zip, this::readDictionary);
  }

  private TorchDictionary readDictionary() throws IOException {
    requireLittleEndian();
    final byte[] pickle = bytes(entry(PICKLE), MAX_PICKLE_BYTES);
    return new TorchDictionary(new TorchUnpickler(new ByteArrayInputStream(pickle)).next());
  }

  @Override
  TorchDictionary dictionary() {
    return dictionary;
  }

  @Override
  float[] numbers(final TorchTensor tensor) throws IOException {
    final ElementType type = TorchDictionary.type(tensor);
    final long count = tensor.count();
    final long first = Math.multiplyExact(tensor.first(), type.bytes());
    final ZipEntry entry = entry("data/" + tensor.storage().key());
    final long available = entry.getSize() - first;
    if (available < 0 || count > available / type.bytes())
      throw new WeightsException("it ends too early");
    try (InputStream numbers = zip.getInputStream(entry)) {
      numbers.skipNBytes(first);
      return type.read(Channels.newChannel(numbers), count);
    }
  }

  private String folderOfPickle() {
    return zip.stream()
        .map(ZipEntry::getName)
        .filter(name -> name.endsWith("/" + PICKLE))
        .map(name -> name.substring(0, name.length() - PICKLE.length()))
        .findFirst()
        .orElseThrow(() -> new WeightsException("it is a zip archive, but not a PyTorch file"));
  }

  private void requireLittleEndian() throws IOException {
    final ZipEntry order = zip.getEntry(folder + "byteorder");
    if (order != null
        && !new String(bytes(order, Long.BYTES), StandardCharsets.UTF_8).trim().equals("little"))
      throw new WeightsException("its numbers are big-endian, which is not supported");
  }

  /** Returns an uncompressed entry. PyTorch never compresses, and so no entry exceeds the file. */
  private ZipEntry entry(final String name) throws IOException {
    final ZipEntry entry = zip.getEntry(folder + name);
    final String printable = Printable.of(name);
    if (entry == null) throw new WeightsException("its part '" + printable + "' is missing");
    if (entry.getMethod() != ZipEntry.STORED || entry.getSize() > Files.size(path()))
      throw new WeightsException(
          "its part '" + printable + "' is compressed, which PyTorch never does");
    return entry;
  }

  private byte[] bytes(final ZipEntry entry, final int limit) throws IOException {
    try (InputStream stream = zip.getInputStream(entry)) {
      final byte[] bytes = stream.readNBytes(limit + 1);
      if (bytes.length > limit) throw new WeightsException("its table of tensors is too long");
      return bytes;
    }
  }

  private static ZipFile openZip(final Path path) {
    try {
      return new ZipFile(path.toFile());
    } catch (IOException | IllegalArgumentException | OutOfMemoryError e) {
      throw UnusableFile.because(
          path, new WeightsException("its zip archive is damaged or cut short", e));
    }
  }
}
