package sc.fiji.styletransfer.batch;

import com.google.gson.JsonParseException;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sc.fiji.styletransfer.files.TemporaryFolder;
import sc.fiji.styletransfer.job.TransferObserver;

/**
 * Main class of a child process that performs jobs. The process reads one {@link TransferJob} per
 * line from standard input and writes one {@link ProcessMessage} per outcome to standard output. It
 * ends when its input ends, and therefore when its parent process ends for any reason.
 */
final class JobProcess {

  /** Seconds between two messages that report that this process is alive. */
  static final long HEARTBEAT = 5;

  private static final int INTERRUPTED = 130;

  private JobProcess() {}

  /**
   * Performs jobs until the input ends.
   *
   * @param args none
   * @throws InterruptedException if another thread interrupts the main thread
   */
  public static void main(final String[] args) throws InterruptedException {
    final PrintStream messages = LibraryOutput.takeStandardOutput();
    // An ordinary exit would unload the engine's libraries while a computation uses them.
    Runtime.getRuntime().addShutdownHook(new Thread(() -> halt(INTERRUPTED)));
    startDaemon("Heartbeat", () -> beat(messages));
    final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    startDaemon("Jobs", () -> read(lines));
    try (JobEngine engine = new JobEngine()) {
      while (true) send(messages, ProcessMessage.of(perform(engine, lines.take())));
    }
  }

  private static JobOutcome perform(final JobEngine engine, final String line) {
    try {
      return engine.perform(TransferJob.fromJson(line), TransferObserver.NONE);
    } catch (final JsonParseException e) {
      log().error("The line '{}' is no job", line);
      log().debug("Cause of the failure", e);
      return JobOutcome.failed("The child process could not read the job; start the batch again.");
    }
  }

  private static void beat(final PrintStream messages) {
    while (true) {
      send(messages, ProcessMessage.ALIVE);
      try {
        TimeUnit.SECONDS.sleep(HEARTBEAT);
      } catch (final InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private static void send(final PrintStream messages, final ProcessMessage message) {
    synchronized (messages) {
      messages.print(message.toLine());
      messages.flush();
    }
  }

  /** Runs on its own thread, because the process must notice the end of its input during a job. */
  private static void read(final BlockingQueue<String> lines) {
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                new FileInputStream(FileDescriptor.in), StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine())
        if (!line.isBlank()) lines.add(line);
    } catch (final IOException e) {
      log().error("The standard input cannot be read", e);
      halt(1);
    }
    halt(0);
  }

  private static void startDaemon(final String name, final Runnable task) {
    final Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
  }

  /** A logger may print when it is created, so this class creates it after the redirection. */
  private static Logger log() {
    return LoggerFactory.getLogger(JobProcess.class);
  }

  private static void halt(final int code) {
    TemporaryFolder.ofProcess().delete();
    Runtime.getRuntime().halt(code);
  }
}
