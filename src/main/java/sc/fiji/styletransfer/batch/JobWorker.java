package sc.fiji.styletransfer.batch;

import java.util.Map;
import java.util.Optional;
import sc.fiji.styletransfer.StyleTransferException;

/**
 * A child process on this computer that performs jobs one after another, for a scheduler that
 * distributes jobs over computers. The process loads the network once. If it ends, the next job
 * starts another.
 */
public final class JobWorker implements AutoCloseable {

  private final JavaCommand command = new JavaCommand(JobProcess.class);
  private final int threads;
  private final Map<String, String> environment;
  private ChildProcess process;

  /**
   * Creates a worker without a process; the first job starts one.
   *
   * @param threads number of threads that the process may compute with
   * @param environment environment variables of the process, besides those of this one
   */
  public JobWorker(final int threads, final Map<String, String> environment) {
    this.threads = threads;
    this.environment = Map.copyOf(environment);
  }

  /**
   * Performs a job and waits for the outcome.
   *
   * @param job the job, whose paths are files of this computer
   * @return the outcome; nothing if the process ended or did not respond
   * @throws StyleTransferException if no process can be started
   */
  public Optional<JobOutcome> perform(final TransferJob job) {
    if (process == null) process = ChildProcess.start(command.arguments(), threads, environment);
    final Optional<JobOutcome> outcome = process.perform(job);
    if (outcome.isEmpty()) end();
    return outcome;
  }

  private void end() {
    if (process != null) process.close();
    process = null;
  }

  /** Kills the process. */
  @Override
  public void close() {
    end();
    command.close();
  }
}
