package sc.fiji.styletransfer.batch;

import com.google.gson.JsonParseException;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sc.fiji.styletransfer.job.TransferObserver;

/**
 * Main class of a process that carries out jobs: a {@link TransferJob} as a line of JSON comes in,
 * a {@link JobOutcome} as a line of JSON goes out. It ends with its input, and so with the process
 * that started it, whatever becomes of that.
 */
final class JobProcess {

  private static final Logger LOG = LoggerFactory.getLogger(JobProcess.class);

  private static final int INTERRUPTED = 130;

  private JobProcess() {}

  /**
   * @param args none
   */
  public static void main(final String[] args) throws InterruptedException {
    // An ordinary exit would take down the engine's libraries under the feet of a computation.
    Runtime.getRuntime().addShutdownHook(new Thread(() -> halt(INTERRUPTED)));
    final BlockingQueue<TransferJob> jobs = new LinkedBlockingQueue<>();
    final Thread reader = new Thread(() -> read(jobs), "Jobs");
    reader.setDaemon(true);
    reader.start();
    final PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    try (JobEngine engine = new JobEngine()) {
      while (true) out.println(engine.perform(jobs.take(), TransferObserver.NONE).toJson());
    }
  }

  /** A thread of its own, because the end of the input must be noticed in the middle of a job. */
  private static void read(final BlockingQueue<TransferJob> jobs) {
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                new FileInputStream(FileDescriptor.in), StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine())
        jobs.add(TransferJob.fromJson(line));
    } catch (final IOException | JsonParseException e) {
      LOG.error("A job cannot be read", e);
      halt(1);
    }
    halt(0);
  }

  private static void halt(final int code) {
    Runtime.getRuntime().halt(code);
  }
}
