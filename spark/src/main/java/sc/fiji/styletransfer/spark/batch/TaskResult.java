package sc.fiji.styletransfer.spark.batch;

import java.io.Serializable;
import sc.fiji.styletransfer.batch.JobOutcome;

/**
 * How a task ended, as it travels to the driver.
 *
 * @param outcome a {@link JobOutcome} in JSON
 * @param host computer of the executor
 * @param attempt number of the attempt, from 1
 */
record TaskResult(String outcome, String host, int attempt) implements Serializable {

  JobOutcome jobOutcome() {
    return JobOutcome.fromJson(outcome);
  }
}
