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
 * Several processes of this machine that share the jobs of a batch, its threads and its memory. A
 * job whose process died is taken again once, by another process.
 */
final class LocalProcesses {

  private static final Logger LOG = LoggerFactory.getLogger(LocalProcesses.class);

  private static final int ATTEMPTS = 2;

  /** How often is asked whether the batch shall end, in milliseconds. */
  private static final long PATIENCE = 100;

  private final SettingTexts words;
  private final int number;
  private final List<String> command;

  /**
   * @throws StyleTransferException if the settings cannot be used, or processes not be started
   */
  LocalProcesses(final SettingTexts words, final int number) {
    this.words = words;
    this.number = number;
    command = new JavaCommand(JobProcess.class).words();
    requireNoCheckpoint();
    // Otherwise every job would fail for the same reason.
    try (NetworkWeights weights =
        NetworkChoice.open(words.transferSettings().get(Settings.NETWORK))) {
      LOG.info("{} processes with {}", number, NetworkIdentity.nameOf(weights));
    }
  }

  private void requireNoCheckpoint() {
    if (!words.get(Settings.CHECKPOINT).equals(Settings.CHECKPOINT.fallback()))
      throw new StyleTransferException(
          "A checkpoint keeps one run at a time; leave it out, or set processes to 1.");
  }

  /** Carries out all jobs; the log is told on the calling thread. */
  void perform(final BatchLog log) {
    new Run(log).perform();
  }

  private record Task(int index, int attempt) {}

  /** One batch. */
  private final class Run {

    private final BatchLog log;
    private final Queue<Task> tasks = new ConcurrentLinkedQueue<>();
    private final BlockingQueue<Runnable> news = new LinkedBlockingQueue<>();
    private volatile boolean stopped;

    Run(final BatchLog log) {
      this.log = log;
      IntStream.range(0, log.jobs().size()).forEach(index -> tasks.add(new Task(index, 1)));
    }

    void perform() {
      final int workers = Math.min(number, log.jobs().size());
      final ExecutorService threads = Executors.newFixedThreadPool(Math.max(1, workers));
      final List<Worker> all = IntStream.range(0, workers).mapToObj(i -> new Worker()).toList();
      try {
        all.forEach(threads::execute);
        threads.shutdown();
        while (!threads.isTerminated() || !news.isEmpty()) listen(all);
      } finally {
        stop(all);
      }
    }

    private void listen(final List<Worker> workers) {
      try {
        final Runnable event = news.poll(PATIENCE, TimeUnit.MILLISECONDS);
        if (event != null) event.run();
        if (!stopped && log.isCancelled()) stop(workers);
      } catch (final InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new StyleTransferException("The batch was interrupted; start it again.", e);
      }
    }

    private void stop(final List<Worker> workers) {
      stopped = true;
      workers.forEach(Worker::close);
    }

    private TransferJob job(final int index) {
      final TransferJob job = log.jobs().get(index);
      final MemoryLimit memory = words.get(Settings.MEMORY).sharedBy(number);
      final SettingTexts settings =
          new SettingTexts(job.settings()).with(Settings.MEMORY.key(), memory.toString());
      return new TransferJob(job.content(), job.style(), job.output(), settings.byKey());
    }

    /** Takes jobs until there are no more, and has one process at a time do them. */
    private final class Worker implements Runnable, AutoCloseable {

      private ChildProcess process;

      @Override
      public void run() {
        for (Task task = tasks.poll(); task != null; task = tasks.poll()) take(task);
        close();
      }

      private void take(final Task task) {
        if (task.attempt() == 1) news.add(() -> log.begin(task.index()));
        final Optional<JobOutcome> outcome = outcome(task);
        if (outcome.isPresent()) news.add(() -> log.end(task.index(), outcome.get()));
        else tasks.add(new Task(task.index(), task.attempt() + 1));
      }

      /** Nothing if the job shall be taken again. */
      private Optional<JobOutcome> outcome(final Task task) {
        try {
          final Optional<ChildProcess> child = child();
          final Optional<JobOutcome> outcome =
              child.flatMap(there -> there.perform(job(task.index())));
          if (outcome.isPresent()) return outcome;
          close();
          if (stopped) return Optional.of(JobOutcome.stopped());
          LOG.warn("The process of {} died", log.jobs().get(task.index()).output());
          return task.attempt() < ATTEMPTS ? Optional.empty() : Optional.of(died());
        } catch (final StyleTransferException e) {
          return Optional.of(JobOutcome.failed(e.getMessage()));
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
    return Math.max(1, Runtime.getRuntime().availableProcessors() / number);
  }

  private static JobOutcome died() {
    return JobOutcome.failed(
        "Two processes died of it; there may be too little memory, so set fewer processes.");
  }
}
