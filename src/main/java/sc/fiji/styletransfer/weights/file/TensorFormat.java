package sc.fiji.styletransfer.weights.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Function;
import java.util.function.Predicate;
import sc.fiji.styletransfer.network.WeightsException;

/** The kinds of file that tensors can be read from, told by their first bytes. */
enum TensorFormat {
  SAFETENSORS(head -> head.length > 8 && head[8] == '{', SafetensorsFile::new),
  HDF5(head -> startsWith(head, 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'), KerasFile::open),
  TORCH_ZIP(head -> startsWith(head, 'P', 'K', 3, 4), TorchZipFile::new),
  TORCH_LEGACY(head -> startsWith(head, 0x80, 2), TorchLegacyFile::new);

  private static final int HEAD_BYTES = 9;

  private final Predicate<byte[]> recognises;
  private final Function<Path, TensorFile> open;

  TensorFormat(final Predicate<byte[]> recognises, final Function<Path, TensorFile> open) {
    this.recognises = recognises;
    this.open = open;
  }

  /**
   * Opens a file of any of these kinds. Tensors of convolutions come in the order out, in, row,
   * column, whatever the file's own order.
   *
   * @param path of the file, whose name does not matter
   * @throws WeightsException if it cannot be read, is of no known kind, or is damaged
   */
  static TensorFile open(final Path path) {
    final byte[] head = head(path);
    return Arrays.stream(values())
        .filter(format -> format.recognises.test(head))
        .findFirst()
        .orElseThrow(() -> UnusableFile.because(path, new WeightsException(whatItIs(head))))
        .open
        .apply(path);
  }

  private static String whatItIs(final byte[] head) {
    if (head.length == 0) return "it is empty";
    if (head[0] == '<') return "it is a web page, not weights";
    return "it is neither .safetensors nor Keras .h5 nor a PyTorch state dictionary";
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
