package sc.fiji.styletransfer.spark.batch;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sc.fiji.styletransfer.batch.BatchEntry.Outcome;
import sc.fiji.styletransfer.batch.JobOutcome;
import sc.fiji.styletransfer.batch.TransferJob;
import sc.fiji.styletransfer.settings.Settings;
import sc.fiji.styletransfer.spark.NetworkShipment;
import sc.fiji.styletransfer.spark.PartitionTask;
import sc.fiji.styletransfer.spark.RemoteFiles;
import sc.fiji.styletransfer.spark.SiteCheck;

/**
 * Stylises one image on an executor: copies the files in, lets the child process compute, and
 * publishes the result. A job that cannot succeed is an outcome. A child process that ended, or a
 * file system that did not respond, fails the task, and Spark gives it to an executor once more; in
 * the last attempt this is an outcome as well.
 */
final class JobTask extends PartitionTask<String, TaskResult> {

  private static final long serialVersionUID = 1;

  private static final Logger LOG = LoggerFactory.getLogger(JobTask.class);

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
        outcome.toJson(), SparkEnv.get().blockManager().blockManagerId().host(), attempt(context));
  }

  private JobOutcome outcome(final TransferJob job, final TaskContext context) {
    try {
      final Optional<JobOutcome> outcome = new Run(job, context).perform();
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

  /** One attempt. */
  private final class Run {

    private final RemoteFiles files = check.files();
    private final ExecutorSite site = ExecutorSite.present();
    private final TransferJob job;
    private final org.apache.hadoop.fs.Path output;
    private final String name;

    Run(final TransferJob job, final TaskContext context) {
      this.job = job;
      output = new org.apache.hadoop.fs.Path(job.output());
      name = SparkEnv.get().conf().getAppId() + "-" + context.taskAttemptId();
    }

    Optional<JobOutcome> perform() throws IOException {
      final Path folder = site.newFolder();
      try {
        final Path result =
            Files.createDirectory(folder.resolve("result")).resolve(output.getName());
        final Optional<JobOutcome> outcome = site.perform(local(folder, result), network);
        if (outcome.isPresent() && outcome.get().outcome() == Outcome.DONE)
          files.publish(result, output, name);
        return outcome;
      } finally {
        delete(folder);
      }
    }

    /** The job with files of this computer, among them the result of an earlier run. */
    private TransferJob local(final Path folder, final Path result) throws IOException {
      final var remote = new org.apache.hadoop.fs.Path(job.content());
      final Path content = folder.resolve(remote.getName());
      files.download(remote, content);
      final Path style = site.style(files, new org.apache.hadoop.fs.Path(job.style()));
      if (files.exists(output)) files.download(output, result);
      final Map<String, String> settings = new LinkedHashMap<>(job.settings());
      if (settings.containsKey(Settings.NETWORK.key()))
        settings.put(Settings.NETWORK.key(), network.onExecutor());
      return new TransferJob(content.toString(), style.toString(), result.toString(), settings);
    }

    private static void delete(final Path folder) {
      try {
        ExecutorSite.delete(folder);
      } catch (final IOException e) {
        LOG.warn("The temporary folder {} cannot be deleted", folder, e);
      }
    }
  }
}
