package sc.fiji.styletransfer.batch;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import sc.fiji.styletransfer.batch.BatchEntry.Outcome;

/**
 * The outcome of a batch.
 *
 * @param entries one for every image and style, in the order of the jobs
 */
public record BatchReport(List<BatchEntry> entries) {

  /** Makes the list immutable. */
  public BatchReport {
    entries = List.copyOf(entries);
  }

  /**
   * Counts entries.
   *
   * @param outcome the outcome to count
   * @return number of entries with that outcome
   */
  public long count(final Outcome outcome) {
    return entries.stream().filter(entry -> entry.outcome() == outcome).count();
  }

  /**
   * Counts the entries of each outcome.
   *
   * @return one line of text
   */
  public String summary() {
    return String.format(
        Locale.ROOT,
        "%d done, %d finished before, %d failed, %d no image, %d stopped",
        count(Outcome.DONE),
        count(Outcome.FINISHED_BEFORE),
        count(Outcome.FAILED),
        count(Outcome.NO_IMAGE),
        count(Outcome.STOPPED));
  }

  /**
   * Lists all entries.
   *
   * @return a table with the name of every result, and the summary as its last line
   */
  public String table() {
    final String rows = entries.stream().map(BatchReport::row).collect(Collectors.joining());
    return row("image", "style", "result", "outcome", "seconds", "note") + rows + summary() + "\n";
  }

  private static String row(final BatchEntry entry) {
    return row(
        entry.content().getFileName().toString(),
        entry.style().getFileName().toString(),
        entry.output().getFileName().toString(),
        entry.outcome().toString(),
        String.format(Locale.ROOT, "%.1f", entry.seconds()),
        entry.note());
  }

  /** A line break in the name of a file would break the table. */
  private static String row(final String... cells) {
    return String.format(Locale.ROOT, "%-24s %-20s %-32s %-15s %8s  %s", (Object[]) cells)
            .replaceAll("\\p{Cntrl}", " ")
        + "\n";
  }
}
