package sc.fiji.styletransfer.weights;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import sc.fiji.styletransfer.files.LockFile;
import sc.fiji.styletransfer.network.WeightsException;

/**
 * Lets only one thread of one process at a time write a file of a weights folder. The operating
 * system releases the lock when the process ends.
 */
public final class WeightsLock implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(100);

  private final LockFile lock;

  private WeightsLock(final LockFile lock) {
    this.lock = lock;
  }

  /**
   * Waits until no other thread or process has the lock.
   *
   * @param target file to be written; the lock file lies beside it
   * @param patience longest time to wait
   * @param cancelled whether to stop waiting
   * @return the lock, or nothing if the wait was cancelled or the thread interrupted
   * @throws WeightsException if another process holds the lock for too long, or the folder cannot
   *     be locked
   */
  public static Optional<WeightsLock> acquire(
      final Path target, final Duration patience, final BooleanSupplier cancelled) {
    final Path file = target.resolveSibling("." + target.getFileName() + ".lock");
    final long deadline = System.nanoTime() + patience.toNanos();
    try {
      while (true) {
        final Optional<LockFile> lock = LockFile.tryAcquire(file);
        if (lock.isPresent()) return lock.map(WeightsLock::new);
        if (System.nanoTime() > deadline)
          throw new WeightsException(
              "Another program has been writing the same weights for too long. Wait for that"
                  + " program or end it.");
        if (cancelled.getAsBoolean() || !sleep()) return Optional.empty();
      }
    } catch (final IOException e) {
      throw new WeightsException(
          "The file %s cannot be locked (%s). Choose another folder for weights."
              .formatted(target, e.getMessage()),
          e);
    }
  }

  @Override
  public void close() {
    try {
      lock.close();
    } catch (final IOException e) {
      throw new WeightsException("The lock of the weights folder cannot be released.", e);
    }
  }

  private static boolean sleep() {
    try {
      Thread.sleep(POLL.toMillis());
      return true;
    } catch (final InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
