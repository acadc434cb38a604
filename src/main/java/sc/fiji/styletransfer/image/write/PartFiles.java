package sc.fiji.styletransfer.image.write;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The temporary files that become results. A program that writes one holds its lock, so that a file
 * without a lock is left from a program that was killed.
 */
final class PartFiles {

  private static final Logger LOG = LoggerFactory.getLogger(PartFiles.class);

  private static final String PREFIX = ".style-transfer-";
  private static final String ENDING = ".part";

  private PartFiles() {}

  /** The name does not depend on the target's, which may have the greatest length allowed. */
  static Path beside(final Path target) {
    return target.resolveSibling(PREFIX + UUID.randomUUID() + ENDING);
  }

  /** Locks an open file until it is closed, where the file system has locks. */
  static void lock(final FileOutputStream file) {
    try {
      file.getChannel().tryLock();
    } catch (final IOException e) {
      LOG.debug("This file system has no locks", e);
    }
  }

  /** Deletes the temporary files of programs that were killed. */
  static void deleteAbandoned(final Path folder) {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, PREFIX + "*" + ENDING)) {
      for (final Path file : files) if (isAbandoned(file)) Files.deleteIfExists(file);
    } catch (final IOException e) {
      LOG.debug("Temporary files in {} cannot be deleted", folder, e);
    }
  }

  private static boolean isAbandoned(final Path file) {
    // A file without content may be about to get its lock.
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        FileLock lock = channel.size() == 0 ? null : channel.tryLock()) {
      return lock != null;
    } catch (final IOException | OverlappingFileLockException e) {
      LOG.debug("{} is in use", file, e);
      return false;
    }
  }
}
