package sc.fiji.styletransfer.picture;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import sc.fiji.styletransfer.StyleTransferException;

/**
 * Memory in temporary files. The operating system keeps as much of a file in memory as fits and
 * writes the rest to disk.
 */
public final class MappedFile {

  /** Folder of the temporary files. */
  public static final Path FOLDER = Path.of(System.getProperty("java.io.tmpdir"));

  /** Size of the largest mapped file in bytes. */
  public static final long LARGEST = Integer.MAX_VALUE;

  private static final int PIECE = 1 << 22;

  private MappedFile() {}

  /**
   * Creates a mapped file of zeros.
   *
   * @param bytes number of bytes, at most {@link #LARGEST}
   * @return the bytes of the file, in the native byte order; the file is deleted after the buffer
   *     was garbage collected
   * @throws StyleTransferException if the folder does not have enough space
   */
  public static ByteBuffer zeros(final long bytes) {
    try (FileChannel channel = open(FOLDER)) {
      fill(channel, bytes);
      return channel.map(FileChannel.MapMode.READ_WRITE, 0, bytes).order(ByteOrder.nativeOrder());
    } catch (final IOException e) {
      throw failure(FOLDER, e);
    }
  }

  /**
   * Creates a temporary file for reading and writing.
   *
   * @param folder folder of the file
   * @return channel of the file, which is deleted when the channel is closed
   * @throws IOException if the file cannot be created
   */
  public static FileChannel open(final Path folder) throws IOException {
    final Path file = Files.createTempFile(folder, "style-transfer-", ".memory");
    // Windows does not delete a mapped file on close.
    file.toFile().deleteOnExit();
    return FileChannel.open(
        file,
        StandardOpenOption.READ,
        StandardOpenOption.WRITE,
        StandardOpenOption.DELETE_ON_CLOSE);
  }

  /**
   * Writes all bytes before the file is mapped. If the disk becomes full during an access to mapped
   * memory, the virtual machine crashes.
   */
  private static void fill(final FileChannel channel, final long bytes) throws IOException {
    final ByteBuffer zeros = ByteBuffer.allocateDirect(PIECE);
    for (long begin = 0; begin < bytes; begin += PIECE) {
      zeros.clear().limit((int) Math.min(PIECE, bytes - begin));
      while (zeros.hasRemaining()) channel.write(zeros);
    }
  }

  /**
   * Returns the free space of the folder.
   *
   * @return bytes
   */
  public static long room() {
    try {
      return Files.getFileStore(FOLDER).getUsableSpace();
    } catch (final IOException e) {
      throw failure(FOLDER, e);
    }
  }

  /**
   * Creates the exception for a temporary file that cannot be used.
   *
   * @param folder folder of the file
   * @param cause error of the file system
   * @return an exception with a message for the user
   */
  public static StyleTransferException failure(final Path folder, final IOException cause) {
    return new StyleTransferException(
        "Temporary files cannot be written to the folder '%s' (%s). Free space there, set another folder with -Djava.io.tmpdir=FOLDER, or choose a smaller size or the optimizer adam."
            .formatted(folder, cause.getMessage()),
        cause);
  }
}
