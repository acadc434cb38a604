package sc.fiji.styletransfer.spark.batch;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import sc.fiji.styletransfer.batch.BatchEntry;
import sc.fiji.styletransfer.batch.BatchEntry.Outcome;
import sc.fiji.styletransfer.batch.BatchReport;
import sc.fiji.styletransfer.batch.JobOutcome;
import sc.fiji.styletransfer.batch.TransferJob;

/** The outcomes so far of all jobs of a batch, on the driver. Any thread may use it. */
final class Ledger {

  private final List<TransferJob> jobs;
  private final TaskResult[] results;
  private final long begin = System.nanoTime();
  private int ended;

  /**
   * @param jobs all jobs
   */
  Ledger(final List<TransferJob> jobs) {
    this.jobs = List.copyOf(jobs);
    results = new TaskResult[jobs.size()];
  }

  /** Returns the jobs as lines of text. */
  List<String> lines() {
    return jobs.stream().map(TransferJob::toJson).toList();
  }

  /**
   * Enters the result of a job.
   *
   * @return a line about the job and the progress of the batch
   */
  synchronized String enter(final int index, final TaskResult result) {
    if (results[index] == null) ended++;
    results[index] = result;
    final BatchEntry entry = entry(index);
    return "%d of %d: %s: %s %s%s"
        .formatted(
            ended,
            results.length,
            entry.output().getFileName(),
            entry.outcome(),
            entry.note(),
            left());
  }

  private String left() {
    if (ended == results.length) return "";
    final double seconds = (double) (System.nanoTime() - begin) / TimeUnit.SECONDS.toNanos(1);
    return "; about " + duration(seconds / ended * (results.length - ended)) + " left";
  }

  /** Returns a duration in seconds, minutes or hours. */
  static String duration(final double seconds) {
    if (seconds < 120) return Math.round(seconds) + " s";
    final double minutes = seconds / 60;
    return minutes < 120
        ? Math.round(minutes) + " min"
        : String.format(Locale.ROOT, "%.1f h", minutes / 60);
  }

  /** Returns the report, in which jobs without a result were stopped. */
  synchronized BatchReport report() {
    return new BatchReport(IntStream.range(0, results.length).mapToObj(this::entry).toList());
  }

  private BatchEntry entry(final int index) {
    final TransferJob job = jobs.get(index);
    final JobOutcome outcome =
        Optional.ofNullable(results[index])
            .map(TaskResult::jobOutcome)
            .orElseGet(() -> new JobOutcome(Outcome.STOPPED, "", 0));
    return new BatchEntry(
        local(job.content()),
        local(job.style()),
        local(job.output()),
        outcome.outcome(),
        outcome.note(),
        outcome.seconds());
  }

  private static java.nio.file.Path local(final String file) {
    return JobList.local(new org.apache.hadoop.fs.Path(file));
  }

  /** Returns the report as comma separated values, with complete paths. */
  synchronized String csv() {
    final List<String> lines = new ArrayList<>();
    lines.add("content,style,result,outcome,seconds,host,attempt,note");
    for (int index = 0; index < results.length; index++) lines.add(csv(index));
    return String.join("\r\n", lines) + "\r\n";
  }

  private String csv(final int index) {
    final TransferJob job = jobs.get(index);
    final BatchEntry entry = entry(index);
    final TaskResult result = results[index];
    return String.join(
        ",",
        cell(job.content()),
        cell(job.style()),
        cell(job.output()),
        cell(entry.outcome().toString()),
        String.format(Locale.ROOT, "%.2f", entry.seconds()),
        cell(result == null ? "" : result.host()),
        result == null ? "" : String.valueOf(result.attempt()),
        cell(entry.note()));
  }

  /** Quotes a value as RFC 4180 says. */
  private static String cell(final String value) {
    return value.matches("(?s).*[\",\\r\\n].*") ? '"' + value.replace("\"", "\"\"") + '"' : value;
  }
}
