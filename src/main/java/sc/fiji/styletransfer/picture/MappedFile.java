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
 * Memory that is a temporary file: the operating system keeps of it what it has room for, and
 * writes the rest to disk.
 */
public final class MappedFile {

  /** Where temporary files lie. */
  public static final Path FOLDER = Path.of(System.getProperty("java.io.tmpdir"));

  private static final int PIECE = 1 << 22;

  private MappedFile() {}

  /**
   * @param bytes how many, at most 2 GiB
   * @return zeros, in the order of bytes of this machine; the file is gone when nothing refers to
   *     them any more
   * @throws StyleTransferException if there is no room for them
   */
  public static ByteBuffer zeros(final long bytes) {
    try (FileChannel channel = open(FOLDER)) {
      fill(channel, bytes);
      return channel.map(FileChannel.MapMode.READ_WRITE, 0, bytes).order(ByteOrder.nativeOrder());
    } catch (final IOException e) {
      throw failure(FOLDER, e);
    }
  }

  /** A temporary file for reading and writing that is gone when it is closed. */
  public static FileChannel open(final Path folder) throws IOException {
    final Path file = Files.createTempFile(folder, "style-transfer-", ".memory");
    // For systems that do not delete a file while it is mapped.
    file.toFile().deleteOnExit();
    return FileChannel.open(
        file,
        StandardOpenOption.READ,
        StandardOpenOption.WRITE,
        StandardOpenOption.DELETE_ON_CLOSE);
  }

  /**
   * A mapped file that finds no room on the disk when it is written to ends the virtual machine; so
   * all of it is written before.
   */
  private static void fill(final FileChannel channel, final long bytes) throws IOException {
    final ByteBuffer zeros = ByteBuffer.allocateDirect(PIECE);
    for (long begin = 0; begin < bytes; begin += PIECE) {
      zeros.clear().limit((int) Math.min(PIECE, bytes - begin));
      while (zeros.hasRemaining()) channel.write(zeros);
    }
  }

  /**
   * @return bytes that there is room for
   */
  public static long room() {
    try {
      return Files.getFileStore(FOLDER).getUsableSpace();
    } catch (final IOException e) {
      throw failure(FOLDER, e);
    }
  }

  /** What a user is told if a temporary file cannot be used. */
  public static StyleTransferException failure(final Path folder, final IOException cause) {
    return new StyleTransferException(
        "What does not fit into memory cannot be kept in the folder '%s' (%s); make room there, choose another by -Djava.io.tmpdir=FOLDER, a smaller size, or adam."
            .formatted(folder, cause.getMessage()),
        cause);
  }
}
