package sc.fiji.styletransfer.fetch;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/**
 * Keeps two processes, or two threads, from fetching the same file at once. The operating system
 * lets go of it when a process dies. The empty lock file stays: removing it would be a race.
 */
final class DownloadLock implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(100);

  private final FileChannel channel;

  private DownloadLock(final FileChannel channel) {
    this.channel = channel;
  }

  /**
   * @param file to lock
   * @param patience longest wait
   * @throws DownloadException if another holds it for longer, or it cannot be locked
   */
  static DownloadLock acquire(final Path file, final Duration patience) {
    try {
      final FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      try {
        await(channel, patience);
        return new DownloadLock(channel);
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
    } catch (final IOException e) {
      throw new DownloadException(
          "The folder of %s cannot be locked (%s); set another folder."
              .formatted(file, e.getMessage()),
          e);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (final IOException e) {
      throw new DownloadException("The lock of the weights folder cannot be given back.", e);
    }
  }

  private static void await(final FileChannel channel, final Duration patience) throws IOException {
    final long deadline = System.nanoTime() + patience.toNanos();
    while (tryLock(channel) == null) {
      if (System.nanoTime() > deadline)
        throw new DownloadException(
            "Another program has been fetching the same weights for too long; wait for it or end"
                + " it.");
      sleep();
    }
  }

  private static FileLock tryLock(final FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (final OverlappingFileLockException e) {
      // Another thread of this process has it.
      return null;
    }
  }

  private static void sleep() {
    try {
      Thread.sleep(POLL.toMillis());
    } catch (final InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DownloadException("The download was cancelled; run it again.", e);
    }
  }
}
