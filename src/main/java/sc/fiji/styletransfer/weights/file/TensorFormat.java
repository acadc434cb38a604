package sc.fiji.styletransfer.weights.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Function;
import java.util.function.Predicate;
import sc.fiji.styletransfer.network.WeightsException;

/** The supported file formats, recognised by the first bytes of a file. */
enum TensorFormat {
  SAFETENSORS(head -> head.length > 8 && head[8] == '{', SafetensorsFile::new),
  HDF5(head -> startsWith(head, 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'), KerasFile::open),
  TORCH_ZIP(head -> startsWith(head, 'P', 'K', 3, 4), TorchZipFile::new),
  TORCH_LEGACY(head -> startsWith(head, 0x80, 2), TorchLegacyFile::new);

  private static final int HEAD_BYTES = 9;

  private final Predicate<byte[]> recognise;
  private final Function<Path, TensorFile> open;

  TensorFormat(final Predicate<byte[]> recognise, final Function<Path, TensorFile> open) {
    this.recognise = recognise;
    this.open = open;
  }

  /**
   * Opens a file of any supported format. All formats return kernels in the order out, in, row,
   * column (OIHW).
   *
   * @param path the file, with any name
   * @return the open file
   * @throws WeightsException if the file cannot be read, has an unknown format, or is damaged
   */
  static TensorFile open(final Path path) {
    final byte[] head = head(path);
    return Arrays.stream(values())
        .filter(format -> format.recognise.test(head))
        .findFirst()
        .orElseThrow(() -> UnusableFile.because(path, unknownFormat(head)))
        .open
        .apply(path);
  }

  private static WeightsException unknownFormat(final byte[] head) {
    if (head.length == 0) return new WeightsException("it is empty");
    if (head[0] == '<') return new WeightsException("it is a web page, not a weights file");
    return new WeightsException(
        "it is neither .safetensors nor Keras .h5 nor a PyTorch state dictionary");
  }

  private static byte[] head(final Path path) {
    try (FileChannel channel = UnusableFile.open(path)) {
      final ByteBuffer head = ByteBuffer.allocate(HEAD_BYTES);
      int count = 0;
      while (head.hasRemaining() && count >= 0) count = channel.read(head);
      return Arrays.copyOf(head.array(), head.position());
    } catch (final IOException e) {
      throw UnusableFile.because(path, e);
    }
  }

  private static boolean startsWith(final byte[] head, final int... signature) {
    if (head.length < signature.length) return false;
    for (int i = 0; i < signature.length; i++) if (head[i] != (byte) signature[i]) return false;
    return true;
  }
}
