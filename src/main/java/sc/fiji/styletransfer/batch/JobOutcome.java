package sc.fiji.styletransfer.batch;

import com.google.gson.JsonParseException;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sc.fiji.styletransfer.batch.BatchEntry.Outcome;
import sc.fiji.styletransfer.job.FailureReason;
import sc.fiji.styletransfer.job.RunRecord;

/**
 * How a {@link TransferJob} ended. All parts are text or numbers, so that an outcome can be sent to
 * another process.
 *
 * @param outcome kind of end
 * @param note loss of the result, or why the job has no result
 * @param seconds duration of the job
 */
public record JobOutcome(Outcome outcome, String note, double seconds) {

  private static final Logger LOG = LoggerFactory.getLogger(JobOutcome.class);

  /** Refuses an outcome without a kind, which a damaged line of JSON could give. */
  public JobOutcome {
    Objects.requireNonNull(outcome, "outcome");
    note = Objects.requireNonNullElse(note, "");
  }

  static JobOutcome failed(final String reason) {
    return new JobOutcome(Outcome.FAILED, reason, 0);
  }

  /** Returns the outcome of a job that an exception or an error ended. */
  static JobOutcome failed(final Throwable cause) {
    LOG.debug("A job failed", cause);
    return failed(FailureReason.of(cause));
  }

  /**
   * Returns the outcome of a job whose result is written.
   *
   * @param record record of the run
   * @param seconds duration of the job
   * @return the outcome, with the loss
   */
  public static JobOutcome done(final Map<String, String> record, final double seconds) {
    return new JobOutcome(Outcome.DONE, loss(record), seconds);
  }

  /** Returns the note about a result. */
  static String loss(final Map<String, String> record) {
    return "loss " + record.get(RunRecord.LOSS);
  }

  static JobOutcome stopped() {
    return new JobOutcome(Outcome.STOPPED, "", 0);
  }

  /**
   * Returns this outcome as that of a batch. A result that a repeated attempt finds was computed by
   * an earlier attempt of the same batch, whose process ended before it could report.
   *
   * @param attempt number of the attempt, from 1
   * @return the outcome
   */
  public JobOutcome ofAttempt(final int attempt) {
    return attempt > 1 && outcome == Outcome.FINISHED_BEFORE
        ? new JobOutcome(Outcome.DONE, note, seconds)
        : this;
  }

  /**
   * Reads an outcome from JSON.
   *
   * @param json the text that {@link #toJson()} returns
   * @return the outcome
   * @throws JsonParseException if the text is no outcome
   */
  public static JobOutcome fromJson(final String json) {
    return JsonLine.read(json, JobOutcome.class);
  }

  /**
   * Returns this outcome in JSON.
   *
   * @return one line without a line break
   */
  public String toJson() {
    return JsonLine.of(this);
  }
}
