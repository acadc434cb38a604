package sc.fiji.styletransfer.spark.batch;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import sc.fiji.styletransfer.StyleTransferException;
import sc.fiji.styletransfer.batch.BatchEntry.Outcome;
import sc.fiji.styletransfer.batch.JobEngine;
import sc.fiji.styletransfer.batch.JobOutcome;
import sc.fiji.styletransfer.batch.TransferJob;
import sc.fiji.styletransfer.image.read.ImageFileReader;
import sc.fiji.styletransfer.job.TransferObserver;
import sc.fiji.styletransfer.spark.NetworkShipment;
import sc.fiji.styletransfer.spark.PartitionTask;
import sc.fiji.styletransfer.spark.SiteCheck;
import sc.fiji.styletransfer.transfer.Progress;

/** Looks at the content of a job, and at the result of an earlier run, on an executor. */
final class SurveyTask extends PartitionTask<String, Survey> {

  private static final long serialVersionUID = 1;

  /** Stops a run before it computes anything. */
  private static final TransferObserver STOPPED =
      new TransferObserver() {
        @Override
        public void evaluated(final Progress progress) {}

        @Override
        public boolean isCancelled() {
          return true;
        }
      };

  private final SiteCheck check;
  private final NetworkShipment network;

  SurveyTask(final SiteCheck check, final NetworkShipment network) {
    this.check = check;
    this.network = network;
  }

  @Override
  protected Survey perform(final String line, final TaskContext context) {
    check.require();
    final TransferJob job = TransferJob.fromJson(line);
    try (JobFiles files = new JobFiles(check.files(), job, network)) {
      if (files.hasResult()) {
        final JobOutcome earlier = earlier(files.local());
        if (earlier.outcome() != Outcome.STOPPED) return ended(earlier, context);
      }
      return Survey.of(new ImageFileReader().open(Path.of(files.local().content())));
    } catch (final StyleTransferException e) {
      // The job itself finds out whether the file is no image, or a damaged one.
      return new Survey(null, "z", 1);
    } catch (final IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static JobOutcome earlier(final TransferJob job) {
    try (JobEngine engine = new JobEngine()) {
      return engine.perform(job, STOPPED);
    }
  }

  private static Survey ended(final JobOutcome outcome, final TaskContext context) {
    return Survey.ended(
        new TaskResult(
            outcome.toJson(),
            SparkEnv.get().blockManager().blockManagerId().host(),
            context.attemptNumber() + 1));
  }
}
