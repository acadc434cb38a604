package sc.fiji.styletransfer.batch;

import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sc.fiji.styletransfer.StyleTransferException;
import sc.fiji.styletransfer.job.NetworkIdentity;
import sc.fiji.styletransfer.job.SettingTexts;
import sc.fiji.styletransfer.network.NetworkWeights;
import sc.fiji.styletransfer.settings.MemoryLimit;
import sc.fiji.styletransfer.settings.Settings;
import sc.fiji.styletransfer.weights.NetworkChoice;

/**
 * Several child processes on this computer that share the jobs of a batch, the threads and the
 * memory. When a process ends during a job, another process performs the job once more.
 */
final class LocalProcesses {

  private static final Logger LOG = LoggerFactory.getLogger(LocalProcesses.class);

  private static final int ATTEMPTS = 2;

  /** Milliseconds between two checks whether the user has stopped the batch. */
  private static final long POLL_INTERVAL = 100;

  private final SettingTexts settings;
  private final int count;

  /**
   * @param settings settings of all runs
   * @param count number of processes
   * @throws StyleTransferException if a setting cannot be used or the network cannot be opened
   */
  LocalProcesses(final SettingTexts settings, final int count) {
    this.settings = settings;
    this.count = count;
    // Without this check, every job would fail for the same reason.
    try (NetworkWeights weights =
        NetworkChoice.open(settings.transferSettings().get(Settings.NETWORK))) {
      LOG.info("{} processes with {}", count, NetworkIdentity.nameOf(weights));
    }
  }

  /**
   * Performs all jobs and reports them to the log on the calling thread. If the calling thread is
   * interrupted, the remaining jobs count as stopped.
   */
  void perform(final BatchLog log) {
    try (JavaCommand command = new JavaCommand(JobProcess.class)) {
      new Run(log, command.arguments()).perform();
    }
  }

  private record Task(int index, int attempt) {}

  /** One batch. */
  private final class Run {

    private final BatchLog log;
    private final List<String> command;
    private final Queue<Task> tasks = new ConcurrentLinkedQueue<>();
    private final BlockingQueue<Runnable> events = new LinkedBlockingQueue<>();
    private volatile boolean stopped;

    Run(final BatchLog log, final List<String> command) {
      this.log = log;
      this.command = command;
      IntStream.range(0, log.jobs().size()).forEach(index -> tasks.add(new Task(index, 1)));
    }

    void perform() {
      final int number = Math.max(1, Math.min(count, log.jobs().size()));
      final ExecutorService threads = Executors.newFixedThreadPool(number, Run::daemon);
      final List<Worker> workers = IntStream.range(0, number).mapToObj(i -> new Worker()).toList();
      try {
        workers.forEach(threads::execute);
        threads.shutdown();
        while (!threads.isTerminated() || !events.isEmpty()) handleEvent(workers);
      } catch (final InterruptedException e) {
        Thread.currentThread().interrupt();
      } finally {
        stop(workers);
      }
    }

    private static Thread daemon(final Runnable task) {
      final Thread thread = new Thread(task, "Jobs of a child process");
      thread.setDaemon(true);
      return thread;
    }

    private void handleEvent(final List<Worker> workers) throws InterruptedException {
      final Runnable event = events.poll(POLL_INTERVAL, TimeUnit.MILLISECONDS);
      if (event != null) event.run();
      if (!stopped && log.isCancelled()) stop(workers);
    }

    private void stop(final List<Worker> workers) {
      stopped = true;
      workers.forEach(Worker::close);
    }

    private TransferJob job(final int index) {
      final TransferJob job = log.jobs().get(index);
      final MemoryLimit memory = settings.get(Settings.MEMORY).sharedBy(count);
      return job.with(Settings.MEMORY.key(), memory.toString());
    }

    /** Takes jobs until none is left; one child process at a time performs them. */
    private final class Worker implements Runnable, AutoCloseable {

      private ChildProcess process;

      @Override
      public void run() {
        for (Task task = tasks.poll(); task != null; task = tasks.poll()) perform(task);
        close();
      }

      private void perform(final Task task) {
        if (task.attempt() == 1) events.add(() -> log.begin(task.index()));
        final Optional<JobOutcome> outcome = outcome(task);
        if (outcome.isPresent()) events.add(() -> log.end(task.index(), outcome.get()));
        else tasks.add(new Task(task.index(), task.attempt() + 1));
      }

      /** Returns nothing if another process is to perform the job. */
      private Optional<JobOutcome> outcome(final Task task) {
        try {
          final Optional<JobOutcome> outcome = child().flatMap(it -> it.perform(job(task.index())));
          if (outcome.isPresent()) return outcome.map(it -> it.ofAttempt(task.attempt()));
          close();
          if (stopped) return Optional.of(JobOutcome.stopped());
          LOG.warn("The process that computed {} ended", log.jobs().get(task.index()).output());
          return task.attempt() < ATTEMPTS ? Optional.empty() : Optional.of(twoProcessesEnded());
        } catch (final RuntimeException | Error e) {
          // A worker that ended here would leave its job without an outcome.
          return Optional.of(JobOutcome.failed(e));
        }
      }

      private synchronized Optional<ChildProcess> child() {
        if (stopped) return Optional.empty();
        if (process == null) process = ChildProcess.start(command, threads());
        return Optional.of(process);
      }

      @Override
      public synchronized void close() {
        if (process != null) process.close();
        process = null;
      }
    }
  }

  private int threads() {
    return Math.max(1, Runtime.getRuntime().availableProcessors() / count);
  }

  private static JobOutcome twoProcessesEnded() {
    return JobOutcome.failed(
        "Two processes ended while they computed this image; set fewer processes, so that each has"
            + " more memory.");
  }
}
