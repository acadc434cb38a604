package sc.fiji.styletransfer.batch;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import sc.fiji.styletransfer.batch.BatchEntry.Outcome;

/**
 * What became of the images of a folder.
 *
 * @param entries one for every image and style, in the order of work
 */
public record BatchReport(List<BatchEntry> entries) {

  /** Makes the list immutable. */
  public BatchReport {
    entries = List.copyOf(entries);
  }

  /**
   * @param outcome of interest
   * @return how many entries had it
   */
  public long count(final Outcome outcome) {
    return entries.stream().filter(entry -> entry.outcome() == outcome).count();
  }

  /**
   * @return one line on the whole batch
   */
  public String summary() {
    return "%d done, %d finished before, %d failed, %d no image, %d stopped"
        .formatted(
            count(Outcome.DONE),
            count(Outcome.FINISHED_BEFORE),
            count(Outcome.FAILED),
            count(Outcome.NO_IMAGE),
            count(Outcome.STOPPED));
  }

  /**
   * @return a table of all entries and the summary, as lines of text
   */
  public String table() {
    final String rows = entries.stream().map(BatchReport::row).collect(Collectors.joining());
    return row("image", "style", "outcome", "seconds", "note") + rows + summary() + "\n";
  }

  private static String row(final BatchEntry entry) {
    return row(
        entry.content().getFileName().toString(),
        entry.style().getFileName().toString(),
        entry.outcome().toString(),
        String.format(Locale.ROOT, "%.1f", entry.seconds()),
        entry.note());
  }

  private static String row(final String... cells) {
    return "%-28s %-20s %-15s %8s  %s%n".formatted((Object[]) cells);
  }
}
