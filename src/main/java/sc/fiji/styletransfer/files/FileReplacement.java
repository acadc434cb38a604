package sc.fiji.styletransfer.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a file as a whole: the bytes go to a temporary file in the same folder, which becomes the
 * target in one step when it is complete and on the disk. Whatever happens, the target is the old
 * file or the new one.
 *
 * <p>The writer locks the temporary file. A temporary file without a lock is left from a process
 * that was killed, and the next process that writes to the folder deletes the file.
 */
public final class FileReplacement {

  private static final Logger LOG = LoggerFactory.getLogger(FileReplacement.class);

  private static final String PREFIX = ".style-transfer-";
  private static final String ENDING = ".part";

  /** On Windows another program may hold the target for a moment, so the move is tried again. */
  static final int ATTEMPTS = 5;

  /** Milliseconds between two attempts. */
  private static final long PAUSE = 200;

  private static final int PIECE = 1 << 20;

  /** Linux follows as many. */
  private static final int MOST_LINKS = 40;

  /** The temporary files that this process writes at the moment. */
  private static final Set<Path> OPEN = ConcurrentHashMap.newKeySet();

  /** Writes the bytes of a file. */
  @FunctionalInterface
  public interface Content {

    /**
     * Writes all bytes.
     *
     * @param channel the empty file
     * @throws IOException if the bytes cannot be written
     */
    void writeTo(FileChannel channel) throws IOException;
  }

  /** Examines the complete temporary file before it becomes the target. */
  @FunctionalInterface
  public interface Check {

    /**
     * Examines a file.
     *
     * @param file the complete temporary file
     * @throws IOException if the file cannot be read
     */
    void examine(Path file) throws IOException;
  }

  /** Moves a file. Tests simulate a target that another program holds. */
  @FunctionalInterface
  interface Mover {
    void move(Path from, Path to) throws IOException;
  }

  private final Mover mover;
  private final long pause;

  /** Creates a writer. */
  public FileReplacement() {
    this(FileReplacement::move, PAUSE);
  }

  FileReplacement(final Mover mover, final long pause) {
    this.mover = mover;
    this.pause = pause;
  }

  /**
   * Writes a file.
   *
   * @param target the file, which is replaced if it exists
   * @param content writes the bytes
   * @throws IOException if the file cannot be written; the target is unchanged
   */
  public void write(final Path target, final Content content) throws IOException {
    write(target, content, file -> {});
  }

  /**
   * Writes a file that is examined before it becomes the target.
   *
   * @param target the file, which is replaced if it exists
   * @param content writes the bytes
   * @param check throws an exception if the file must not become the target
   * @throws IOException if the file cannot be written; the target is unchanged
   */
  public void write(final Path target, final Content content, final Check check)
      throws IOException {
    // A channel that is written to on an interrupted thread closes. The file matters more.
    boolean interrupted = Thread.interrupted();
    try {
      while (!isWritten(target, content, check)) interrupted |= Thread.interrupted();
    } finally {
      if (interrupted) Thread.currentThread().interrupt();
    }
  }

  private boolean isWritten(final Path target, final Content content, final Check check)
      throws IOException {
    final Path part = beside(target);
    OPEN.add(part);
    try {
      boolean moved;
      try (FileChannel channel = create(part)) {
        content.writeTo(channel);
        channel.force(true);
        check.examine(part);
        // A file that is open is still locked, so that no other process deletes it.
        moved = isMoved(part, target);
      }
      for (int attempt = 2; !moved && attempt < ATTEMPTS; attempt++) {
        pause();
        moved = isMoved(part, target);
      }
      if (!moved) mover.move(part, target);
      return true;
    } catch (final ClosedByInterruptException e) {
      LOG.debug("Writing {} was interrupted and begins again", target, e);
      return false;
    } finally {
      OPEN.remove(part);
      Files.deleteIfExists(part);
    }
  }

  /**
   * Returns the file that a path names through symbolic links.
   *
   * @param path any path
   * @return the absolute path at the end of the links, where there need not be a file
   * @throws IOException if links lead back to themselves
   */
  public static Path throughLinks(final Path path) throws IOException {
    Path file = path.toAbsolutePath();
    for (int links = 0; Files.isSymbolicLink(file); links++) {
      if (links == MOST_LINKS) throw new FileSystemLoopException(path.toString());
      file = file.resolveSibling(Files.readSymbolicLink(file));
    }
    return file;
  }

  /**
   * Checks that a file can be written: writes a temporary file of a size beside the target, and
   * deletes it.
   *
   * @param target the file
   * @param bytes size of the temporary file
   * @throws IOException if the folder is missing, read-only or full
   */
  public static void probe(final Path target, final long bytes) throws IOException {
    final Path part = beside(target);
    OPEN.add(part);
    try (FileChannel channel = create(part)) {
      final ByteBuffer piece = ByteBuffer.allocate((int) Math.min(PIECE, bytes));
      for (long left = bytes; left > 0; left -= piece.limit()) {
        piece.clear().limit((int) Math.min(piece.capacity(), left));
        while (piece.hasRemaining()) channel.write(piece);
      }
    } finally {
      OPEN.remove(part);
      Files.deleteIfExists(part);
    }
  }

  /**
   * Deletes the temporary files that killed processes left in a folder.
   *
   * @param folder any folder
   */
  public static void deleteAbandoned(final Path folder) {
    try (DirectoryStream<Path> parts =
        Files.newDirectoryStream(folder.toAbsolutePath(), PREFIX + "*" + ENDING)) {
      for (final Path part : parts) if (!OPEN.contains(part)) deleteIfAbandoned(part);
    } catch (final IOException e) {
      LOG.debug("Temporary files in {} cannot be deleted", folder, e);
    }
  }

  /** Deletes a file while this process holds its lock, so that no other can have acquired it. */
  private static void deleteIfAbandoned(final Path part) {
    try (FileChannel channel =
            FileChannel.open(part, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        FileLock lock = channel.tryLock()) {
      if (lock != null) Files.deleteIfExists(part);
    } catch (final IOException | RuntimeException e) {
      LOG.debug("{} is in use", part, e);
    }
  }

  /** The name does not depend on the target's, which may have the greatest length allowed. */
  private static Path beside(final Path target) {
    return target.toAbsolutePath().resolveSibling(PREFIX + UUID.randomUUID() + ENDING);
  }

  /** Creates and locks a file, again if another process deleted it before it was locked. */
  private static FileChannel create(final Path part) throws IOException {
    while (true) {
      final FileChannel channel =
          FileChannel.open(
              part, StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
      boolean created = false;
      try {
        created = isOurs(channel, part);
        if (created) return channel.truncate(0).position(0);
      } finally {
        if (!created) channel.close();
      }
    }
  }

  private static boolean isOurs(final FileChannel channel, final Path part) throws IOException {
    try {
      if (!LockFile.isLocked(channel)) return false;
    } catch (final IOException e) {
      LOG.debug("The file system of {} has no locks", part, e);
      return true;
    }
    return LockFile.isAt(channel, part);
  }

  private boolean isMoved(final Path part, final Path target) throws IOException {
    try {
      mover.move(part, target);
      return true;
    } catch (final FileSystemException e) {
      LOG.debug("{} cannot be replaced yet", target, e);
      return false;
    }
  }

  private static void move(final Path part, final Path target) throws IOException {
    try {
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (final AtomicMoveNotSupportedException e) {
      // The file is complete, so a move in several steps is safe as well.
      Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(pause);
    } catch (final InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
