package sc.fiji.styletransfer.spark.batch;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Optional;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import sc.fiji.styletransfer.batch.BatchEntry.Outcome;
import sc.fiji.styletransfer.batch.JobOutcome;
import sc.fiji.styletransfer.batch.TransferJob;
import sc.fiji.styletransfer.spark.NetworkShipment;
import sc.fiji.styletransfer.spark.PartitionTask;
import sc.fiji.styletransfer.spark.SiteCheck;

/**
 * Stylises one image on an executor: copies the files in, lets the child process compute, and
 * publishes the result. A job that cannot succeed is an outcome. A child process that ended, or a
 * file system that did not respond, fails the task, and Spark gives it to an executor once more; in
 * the last attempt this is an outcome as well.
 */
final class JobTask extends PartitionTask<String, TaskResult> {

  private static final long serialVersionUID = 1;

  private final SiteCheck check;
  private final NetworkShipment network;

  JobTask(final SiteCheck check, final NetworkShipment network) {
    this.check = check;
    this.network = network;
  }

  @Override
  protected TaskResult perform(final String line, final TaskContext context) {
    check.require();
    final TransferJob job = TransferJob.fromJson(line);
    final JobOutcome outcome = outcome(job, context);
    return new TaskResult(
        outcome.ofAttempt(attempt(context)).toJson(),
        SparkEnv.get().blockManager().blockManagerId().host(),
        attempt(context));
  }

  private JobOutcome outcome(final TransferJob job, final TaskContext context) {
    try {
      final Optional<JobOutcome> outcome = attempt(job, context);
      if (outcome.isPresent()) return outcome.get();
      if (isLast(context))
        return failed("In each of " + attempt(context) + " attempts the process ended.");
      throw new IllegalStateException("The process that computed " + job.output() + " ended.");
    } catch (final FileNotFoundException e) {
      return failed(
          "A file does not exist on the executor ("
              + e.getMessage()
              + "). Use a file system that all machines share.");
    } catch (final IOException e) {
      if (isLast(context)) return failed(e.getMessage());
      throw new IllegalStateException(e);
    }
  }

  private static JobOutcome failed(final String reason) {
    return new JobOutcome(Outcome.FAILED, reason, 0);
  }

  private static int attempt(final TaskContext context) {
    return context.attemptNumber() + 1;
  }

  private static boolean isLast(final TaskContext context) {
    return attempt(context) >= SparkEnv.get().conf().getInt("spark.task.maxFailures", 4);
  }

  private Optional<JobOutcome> attempt(final TransferJob job, final TaskContext context)
      throws IOException {
    try (JobFiles files = new JobFiles(check.files(), job, network)) {
      final Optional<JobOutcome> outcome = ExecutorSite.present().perform(files.local(), network);
      if (outcome.isPresent() && outcome.get().outcome() == Outcome.DONE)
        files.publish(SparkEnv.get().conf().getAppId() + "-" + context.taskAttemptId());
      return outcome;
    }
  }
}
