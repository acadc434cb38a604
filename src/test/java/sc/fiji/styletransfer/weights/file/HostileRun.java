package sc.fiji.styletransfer.weights.file;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Reads generated hostile files in a process of its own, whose death a test would see. */
final class HostileRun {

  /** The longest time for a file in seconds, of the processor and not of a busy machine. */
  private static final long LIMIT = 2;

  /** Seconds after which a file counts as one whose reading does not end. */
  private static final long HANG = 120;

  private HostileRun() {}

  /**
   * @param args folder for the files, number of files, first seed
   */
  public static void main(final String[] args) throws Exception {
    final Path path = Path.of(args[0]).resolve("hostile");
    final HostileFile file = new HostileFile(path);
    long slowest = 0;
    long slowestSeed = 0;
    final long first = Long.parseLong(args[2]);
    for (long seed = first; seed < first + Long.parseLong(args[1]); seed++) {
      final byte[] bytes = new HostileGenerator(seed).file();
      final long nanos = read(file, bytes, "seed " + seed);
      if (nanos > slowest) slowestSeed = seed;
      slowest = Math.max(slowest, nanos);
      if (nanos > TimeUnit.SECONDS.toNanos(LIMIT))
        throw new AssertionError("seed " + seed + " took " + nanos / 1_000_000 + " ms");
    }
    Files.deleteIfExists(path);
    System.out.printf(
        "%d files, %d refused, slowest %d ms (seed %d)%n",
        file.cases(), file.refused(), slowest / 1_000_000, slowestSeed);
  }

  /** Returns the time of the processor in nanoseconds. */
  private static long read(final HostileFile file, final byte[] bytes, final String description)
      throws InterruptedException, ExecutionException {
    final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    final FutureTask<Long> task =
        new FutureTask<>(
            () -> {
              final long begin = threads.getCurrentThreadCpuTime();
              file.check(bytes, description);
              return threads.getCurrentThreadCpuTime() - begin;
            });
    final Thread thread = new Thread(task, description);
    thread.setDaemon(true);
    thread.start();
    try {
      return task.get(HANG, TimeUnit.SECONDS);
    } catch (final TimeoutException e) {
      throw new AssertionError(description + " does not end", e);
    }
  }
}
