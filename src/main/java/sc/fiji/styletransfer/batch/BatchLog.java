package sc.fiji.styletransfer.batch;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Jobs of a batch and what became of them so far, in whatever order they end. */
final class BatchLog {

  private final List<TransferJob> jobs;
  private final BatchObserver observer;
  private final BatchEntry[] entries;

  BatchLog(final List<TransferJob> jobs, final BatchObserver observer) {
    this.jobs = List.copyOf(jobs);
    this.observer = observer;
    entries = new BatchEntry[jobs.size()];
  }

  List<TransferJob> jobs() {
    return jobs;
  }

  boolean isCancelled() {
    return observer.isCancelled();
  }

  void begin(final int index) {
    final String name = Path.of(jobs.get(index).output()).getFileName().toString();
    observer.jobBegins(name, index, entries.length);
  }

  void end(final int index, final JobOutcome outcome) {
    entries[index] = jobs.get(index).ended(outcome);
    observer.jobEnded(entries[index]);
  }

  /** What became of every job; all have ended. */
  BatchReport report() {
    return new BatchReport(Arrays.asList(entries));
  }
}
