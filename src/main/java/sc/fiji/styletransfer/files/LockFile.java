package sc.fiji.styletransfer.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A file that at most one owner holds, among all threads and processes. The operating system
 * releases the lock when the process ends in any way; an owner that ends in order also deletes the
 * file.
 */
public final class LockFile implements AutoCloseable {

  private static final int TOKENS = 1 << 20;

  /**
   * The files that this process holds. A process that opens its own locked file again and closes it
   * would release the lock on most systems.
   */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path file;
  private final FileChannel channel;

  private LockFile(final Path file, final FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Acquires a lock without waiting.
   *
   * @param path path of the lock file, which is created if it does not exist
   * @return the lock, to be closed; empty if another owner holds it
   * @throws IOException if the file cannot be created or the file system has no locks
   */
  public static Optional<LockFile> tryAcquire(final Path path) throws IOException {
    final Path file = path.toAbsolutePath().normalize();
    if (!HELD.add(file)) return Optional.empty();
    Optional<LockFile> lock = Optional.empty();
    try {
      lock = acquire(file);
      return lock;
    } finally {
      if (lock.isEmpty()) HELD.remove(file);
    }
  }

  private static Optional<LockFile> acquire(final Path file) throws IOException {
    while (true) {
      final FileChannel channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
      boolean held = false;
      try {
        if (!isLocked(channel)) return Optional.empty();
        held = isAt(channel, file);
        if (held) return Optional.of(new LockFile(file, channel));
      } finally {
        if (!held) channel.close();
      }
    }
  }

  /** Locks an open file. Returns whether no other owner holds the lock. */
  static boolean isLocked(final FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (final OverlappingFileLockException e) {
      return false; // another class loader of this virtual machine holds the lock
    }
  }

  /**
   * Returns whether an open file is still the one at a path: another process may have deleted the
   * file before this one locked it. Writes one byte at a random position; the size at the path then
   * tells. Opening the path would release the lock.
   */
  static boolean isAt(final FileChannel channel, final Path path) throws IOException {
    final long position = ThreadLocalRandom.current().nextInt(TOKENS);
    channel.truncate(0).write(ByteBuffer.allocate(1), position);
    try {
      return Files.size(path) == position + 1;
    } catch (final NoSuchFileException e) {
      return false;
    }
  }

  /**
   * Deletes the file and releases the lock.
   *
   * @throws IOException if the file cannot be deleted; the lock is released all the same
   */
  @Override
  public void close() throws IOException {
    try (channel) {
      Files.deleteIfExists(file);
    } finally {
      HELD.remove(file);
    }
  }
}
