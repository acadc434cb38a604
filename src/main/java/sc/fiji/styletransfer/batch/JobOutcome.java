package sc.fiji.styletransfer.batch;

import sc.fiji.styletransfer.batch.BatchEntry.Outcome;

/**
 * What became of a {@link TransferJob}, in words only, like the job.
 *
 * @param outcome what
 * @param note final loss, or why there is no result
 * @param seconds it took
 */
public record JobOutcome(Outcome outcome, String note, double seconds) {

  static JobOutcome failed(final String reason) {
    return new JobOutcome(Outcome.FAILED, reason, 0);
  }

  static JobOutcome stopped() {
    return new JobOutcome(Outcome.STOPPED, "", 0);
  }

  /**
   * @param json as {@link #toJson()} writes it
   * @return the outcome
   * @throws com.google.gson.JsonParseException if it is something else
   */
  public static JobOutcome fromJson(final String json) {
    return JsonLine.read(json, JobOutcome.class);
  }

  /**
   * @return this outcome as one line of JSON
   */
  public String toJson() {
    return JsonLine.of(this);
  }
}
