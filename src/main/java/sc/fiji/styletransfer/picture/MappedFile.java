package sc.fiji.styletransfer.picture;

import java.io.IOException;
import java.lang.ref.Cleaner;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sc.fiji.styletransfer.StyleTransferException;
import sc.fiji.styletransfer.files.TemporaryFolder;

/**
 * Memory in temporary files. The operating system keeps as much of a file in memory as fits and
 * writes the rest to disk.
 */
public final class MappedFile {

  /** Folder of the temporary files. */
  public static final Path FOLDER = TemporaryFolder.ofProcess().root();

  /** Size of the largest mapped file in bytes. */
  public static final long LARGEST = Integer.MAX_VALUE;

  private static final Logger LOG = LoggerFactory.getLogger(MappedFile.class);

  private static final int PIECE = 1 << 22;

  /** Milliseconds to wait for the garbage collector, and between two looks. */
  private static final int LONGEST_WAIT = 2000;

  private static final int LOOK = 20;

  private static final Cleaner CLEANER = Cleaner.create();

  /** Bytes of the mapped files that the garbage collector has not freed. */
  private static final AtomicLong MAPPED = new AtomicLong();

  private MappedFile() {}

  /**
   * Creates a mapped file of zeros. If the disk is full, the garbage collector first frees the
   * mapped files that nobody uses.
   *
   * @param bytes number of bytes, at most {@link #LARGEST}
   * @return the bytes of the file, in the native byte order; the file is deleted after the buffer
   *     was garbage collected
   * @throws StyleTransferException if the folder does not have enough space
   */
  public static ByteBuffer zeros(final long bytes) {
    try {
      return counted(map(bytes));
    } catch (final IOException e) {
      if (!collect()) throw failure(FOLDER, e);
      LOG.debug("The disk was full of pictures that nobody uses", e);
    }
    try {
      return counted(map(bytes));
    } catch (final IOException e) {
      throw failure(FOLDER, e);
    }
  }

  private static MappedByteBuffer map(final long bytes) throws IOException {
    try (FileChannel channel = open(TemporaryFolder.ofProcess())) {
      fill(channel, bytes);
      return channel.map(FileChannel.MapMode.READ_WRITE, 0, bytes);
    }
  }

  private static ByteBuffer counted(final MappedByteBuffer buffer) {
    final long bytes = buffer.capacity();
    MAPPED.addAndGet(bytes);
    CLEANER.register(buffer, () -> MAPPED.addAndGet(-bytes));
    return buffer.order(ByteOrder.nativeOrder());
  }

  /**
   * Frees the mapped files that nobody uses. Otherwise they would take room on the disk until the
   * garbage collector runs, and a run with a small heap seldom needs it.
   */
  public static void freeUnused() {
    if (MAPPED.get() > 0) System.gc();
  }

  /** Waits until the garbage collector has freed mapped files. Returns whether it has. */
  private static boolean collect() {
    final long before = MAPPED.get();
    if (before == 0) return false;
    System.gc();
    try {
      long last = before;
      for (int waited = 0; waited < LONGEST_WAIT; waited += LOOK) {
        TimeUnit.MILLISECONDS.sleep(LOOK);
        final long now = MAPPED.get();
        if (now < before && now == last) return true;
        last = now;
      }
    } catch (final InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return MAPPED.get() < before;
  }

  /**
   * Creates a temporary file for reading and writing.
   *
   * @param folder folder of the file
   * @return channel of the file, which is deleted when the channel is closed
   * @throws IOException if the file cannot be created
   */
  public static FileChannel open(final TemporaryFolder folder) throws IOException {
    return FileChannel.open(
        folder.newFile(".memory"),
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
