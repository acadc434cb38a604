package sc.fiji.styletransfer.fetch;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Waits in short steps, so that a cancelled download ends soon whatever it waits for. */
final class CancellableWait {

  private static final Duration STEP = Duration.ofMillis(100);

  private final BooleanSupplier cancelled;

  /** Waits for something that may arrive. */
  @FunctionalInterface
  interface Source<T> {

    /**
     * @param millis longest time to wait
     * @return what has arrived, or null
     */
    T poll(long millis) throws InterruptedException;
  }

  /**
   * @param cancelled whether the download is cancelled
   */
  CancellableWait(final BooleanSupplier cancelled) {
    this.cancelled = cancelled;
  }

  /**
   * Waits until the source has something.
   *
   * @param limit longest time to wait
   * @param source source to poll
   * @return what has arrived in time, if anything
   * @throws DownloadException if the download is cancelled or the thread is interrupted
   */
  <T> Optional<T> await(final Duration limit, final Source<T> source) {
    final long deadline = System.nanoTime() + limit.toNanos();
    try {
      do {
        if (cancelled.getAsBoolean()) throw cancelled(null);
        final long left = Math.max(0, (deadline - System.nanoTime()) / 1_000_000);
        final T arrived = source.poll(Math.min(left, STEP.toMillis()));
        if (arrived != null) return Optional.of(arrived);
      } while (System.nanoTime() < deadline);
      return Optional.empty();
    } catch (final InterruptedException e) {
      Thread.currentThread().interrupt();
      throw cancelled(e);
    }
  }

  /**
   * Pauses.
   *
   * @param duration length of the pause
   * @throws DownloadException if the download is cancelled or the thread is interrupted
   */
  void pause(final Duration duration) {
    await(
        duration,
        millis -> {
          Thread.sleep(millis);
          return null;
        });
  }

  static DownloadException cancelled(final Throwable cause) {
    return new DownloadException(
        "The download was cancelled. Start it again to continue where it ended.", cause);
  }
}
