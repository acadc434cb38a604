package sc.fiji.styletransfer.transfer;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import sc.fiji.styletransfer.StyleTransferException;

/**
 * Reserves a checkpoint for one run at a time, in this and in other processes. The operating system
 * releases the lock when the process ends in any way.
 */
final class CheckpointLock implements AutoCloseable {

  private final Path file;
  private final FileChannel channel;

  private CheckpointLock(final Path file, final FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Reserves a checkpoint.
   *
   * @param checkpoint path of the checkpoint
   * @return the lock, to be closed
   * @throws StyleTransferException if another run uses the checkpoint or its folder is not writable
   */
  static CheckpointLock of(final Path checkpoint) {
    final Path file = checkpoint.resolveSibling(checkpoint.getFileName() + ".lock");
    try {
      final FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (tryLock(channel)) return new CheckpointLock(file, channel);
      channel.close();
    } catch (final IOException e) {
      throw new StyleTransferException(
          "The checkpoint %s cannot be written (%s). Set a file in a writable folder."
              .formatted(checkpoint, e.getMessage()),
          e);
    }
    throw new StyleTransferException(
        "Another run uses the checkpoint %s. Set another file.".formatted(checkpoint));
  }

  private static boolean tryLock(final FileChannel channel) throws IOException {
    try {
      final FileLock lock = channel.tryLock();
      return lock != null;
    } catch (final OverlappingFileLockException e) {
      return false; // another run of this process holds the lock
    }
  }

  /**
   * Releases the checkpoint and deletes the lock file.
   *
   * @throws StyleTransferException if the file cannot be deleted
   */
  @Override
  public void close() {
    try (channel) {
      Files.deleteIfExists(file);
    } catch (final IOException e) {
      throw new StyleTransferException(
          "The file %s cannot be deleted. Delete it yourself.".formatted(file), e);
    }
  }
}
