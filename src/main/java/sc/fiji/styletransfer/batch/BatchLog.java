package sc.fiji.styletransfer.batch;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Jobs of a batch with the outcomes so far. Jobs may end in any order. */
final class BatchLog {

  private static final Logger LOG = LoggerFactory.getLogger(BatchLog.class);

  private final List<TransferJob> jobs;
  private final BatchObserver observer;
  private final AtomicReferenceArray<BatchEntry> entries;

  BatchLog(final List<TransferJob> jobs, final BatchObserver observer) {
    this.jobs = List.copyOf(jobs);
    this.observer = observer;
    entries = new AtomicReferenceArray<>(jobs.size());
  }

  List<TransferJob> jobs() {
    return jobs;
  }

  boolean isCancelled() {
    return observer.isCancelled();
  }

  void begin(final int index) {
    final String name = Path.of(jobs.get(index).output()).getFileName().toString();
    tell(() -> observer.jobBegins(name, index, entries.length()));
  }

  void end(final int index, final JobOutcome outcome) {
    final BatchEntry entry = jobs.get(index).ended(outcome);
    entries.set(index, entry);
    tell(() -> observer.jobEnded(entry));
  }

  /** A display that fails does not end the batch. */
  private static void tell(final Runnable call) {
    try {
      call.run();
    } catch (final RuntimeException | VirtualMachineError | LinkageError e) {
      LOG.warn("The display of the batch failed ({})", e.toString());
      LOG.debug("Cause of the failure", e);
    }
  }

  /** Returns one entry per job; a job without an outcome was stopped. */
  BatchReport report() {
    return new BatchReport(IntStream.range(0, entries.length()).mapToObj(this::entry).toList());
  }

  private BatchEntry entry(final int index) {
    final BatchEntry entry = entries.get(index);
    return entry == null ? jobs.get(index).ended(JobOutcome.stopped()) : entry;
  }
}
