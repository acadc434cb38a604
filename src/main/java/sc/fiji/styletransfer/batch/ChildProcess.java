package sc.fiji.styletransfer.batch;

import static java.util.concurrent.TimeUnit.SECONDS;

import com.google.gson.JsonParseException;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sc.fiji.styletransfer.StyleTransferException;
import sc.fiji.styletransfer.files.TemporaryFolder;

/** A running {@link JobProcess} as its parent process uses it. */
final class ChildProcess implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ChildProcess.class);

  /**
   * The longest time without a message after which the parent ends the child process; a child sends
   * a message every {@value JobProcess#HEARTBEAT} seconds. The margin allows for a computer that
   * swaps memory.
   */
  static final Duration LONGEST_SILENCE = Duration.ofMinutes(2);

  /**
   * Waits in a row that make up the longest silence. While this process is suspended, its clock may
   * go on, which ends one wait at most.
   */
  private static final int POLLS = 4;

  /** Seconds that a killed process may take to end; a driver may hold it for a while. */
  private static final long LONGEST_END = 10;

  /** The longest line that is kept; what exceeds it is no message. */
  private static final int LONGEST_LINE = 1 << 20;

  /** As in bin/stylize, which gives the reasons; C libraries other than glibc ignore it. */
  private static final String ALLOCATOR =
      "glibc.malloc.mmap_threshold=9000000:glibc.malloc.arena_max=1:glibc.malloc.hugetlb=1";

  private final Process process;
  private final Duration longestSilence;
  private final BufferedWriter jobs;
  private final BlockingQueue<Optional<ProcessMessage>> messages = new LinkedBlockingQueue<>();

  private ChildProcess(final Process process, final Duration longestSilence) {
    this.process = process;
    this.longestSilence = longestSilence;
    jobs = process.outputWriter(StandardCharsets.UTF_8);
    startDaemon("Messages of process " + process.pid(), this::read);
  }

  private static void startDaemon(final String name, final Runnable task) {
    final Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * Starts a child process.
   *
   * @param command program and arguments of a virtual machine
   * @param threads number of threads that the process may compute with
   * @throws StyleTransferException if the operating system does not start the process
   */
  static ChildProcess start(final List<String> command, final int threads) {
    return start(command, threads, LONGEST_SILENCE);
  }

  /**
   * Starts a child process with an environment of its own.
   *
   * @param environment variables besides those of this process
   */
  static ChildProcess start(
      final List<String> command, final int threads, final Map<String, String> environment) {
    return start(command, threads, LONGEST_SILENCE, environment);
  }

  static ChildProcess start(
      final List<String> command, final int threads, final Duration longestSilence) {
    return start(command, threads, longestSilence, Map.of());
  }

  private static ChildProcess start(
      final List<String> command,
      final int threads,
      final Duration longestSilence,
      final Map<String, String> environment) {
    final ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().putAll(environment);
    builder.environment().put("OMP_NUM_THREADS", String.valueOf(threads));
    builder.environment().put("MKL_NUM_THREADS", String.valueOf(threads));
    builder.environment().putIfAbsent("GLIBC_TUNABLES", ALLOCATOR);
    try {
      final Process process = start(builder);
      LOG.debug("Started process {} with {} threads", process.pid(), threads);
      return new ChildProcess(process, longestSilence);
    } catch (final IOException e) {
      throw new StyleTransferException(
          "A child process cannot be started (" + e.getMessage() + "); set processes to 1.", e);
    }
  }

  /**
   * Starts a process, with a second try. A process that is killed before it runs the program, for
   * example by the system for want of memory, is an error of the start and not the end of a child.
   */
  private static Process start(final ProcessBuilder builder) throws IOException {
    try {
      return builder.start();
    } catch (final IOException e) {
      LOG.debug("The first try to start a child process failed", e);
      return builder.start();
    }
  }

  /**
   * Sends a job to the process and waits for the outcome.
   *
   * @return the outcome; nothing if the process ended or sent no message for too long
   */
  Optional<JobOutcome> perform(final TransferJob job) {
    // A process that does not read would otherwise block this thread without a limit.
    startDaemon("Job of process " + process.pid(), () -> send(job));
    try {
      return outcome();
    } catch (final InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private void send(final TransferJob job) {
    try {
      jobs.write(job.toJson());
      jobs.newLine();
      jobs.flush();
    } catch (final IOException e) {
      LOG.debug("Process {} has ended", process.pid(), e);
    }
  }

  private Optional<JobOutcome> outcome() throws InterruptedException {
    for (int silent = 0; silent < POLLS; silent++) {
      final Optional<ProcessMessage> message =
          messages.poll(longestSilence.toMillis() / POLLS, TimeUnit.MILLISECONDS);
      if (message == null) continue;
      if (message.isEmpty()) return Optional.empty();
      silent = -1;
      if (message.get().equals(ProcessMessage.ALIVE)) continue;
      try {
        return Optional.of(JobOutcome.fromJson(message.get().text()));
      } catch (final JsonParseException e) {
        LOG.warn("Process {} sent an unknown message: {}", process.pid(), message.get().text());
        LOG.debug("Cause of the failure", e);
      }
    }
    LOG.warn("Process {} sent nothing for {} and is ended", process.pid(), longestSilence);
    close();
    return Optional.empty();
  }

  /** Puts every message into the queue, and an empty entry at the end of the output. */
  private void read() {
    try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = readLine(output); line != null; line = readLine(output)) accept(line);
    } catch (final IOException e) {
      LOG.debug("The output of process {} ended", process.pid(), e);
    } finally {
      messages.add(Optional.empty());
    }
  }

  private void accept(final String line) {
    final Optional<ProcessMessage> message = ProcessMessage.in(line);
    if (message.isPresent()) messages.add(message);
    else if (!line.isBlank()) LOG.info("Process {} printed: {}", process.pid(), line);
  }

  /** Returns the next line, without the part that exceeds {@link #LONGEST_LINE}. */
  private static String readLine(final BufferedReader output) throws IOException {
    final StringBuilder line = new StringBuilder();
    for (int next = output.read(); next != -1; next = output.read()) {
      if (next == '\n') return line.toString();
      if (next != '\r' && line.length() < LONGEST_LINE) line.append((char) next);
    }
    return line.isEmpty() ? null : line.toString();
  }

  /** Kills the process, waits for its end and deletes its temporary files. */
  @Override
  public void close() {
    process.destroyForcibly().onExit().completeOnTimeout(process, LONGEST_END, SECONDS).join();
    TemporaryFolder.ofProcess().deleteAbandoned();
  }
}
