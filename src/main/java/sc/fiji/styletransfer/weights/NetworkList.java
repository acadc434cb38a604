package sc.fiji.styletransfer.weights;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import sc.fiji.styletransfer.network.WeightsException;

/** What there is to tell of the networks that are here, as lines of text for every front door. */
public final class NetworkList {

  private final WeightsFolders folders;

  /**
   * @param folders to look into
   */
  public NetworkList(final WeightsFolders folders) {
    this.folders = folders;
  }

  /**
   * What a check of a file has found.
   *
   * @param intact whether its numbers are those that were written
   * @param line for the user
   */
  public record Verdict(boolean intact, String line) {

    private static Verdict on(final Path file) {
      try {
        final boolean intact = WeightsReport.of(file).intact();
        return new Verdict(intact, (intact ? "intact   " : "DAMAGED  ") + file);
      } catch (final WeightsException e) {
        return new Verdict(false, "DAMAGED  " + file + "  " + e.getMessage());
      }
    }
  }

  /**
   * @return a line for every network: variant, fingerprint, file, source; and for every copy that
   *     another program has
   */
  public List<String> networks() {
    final List<String> lines = new ArrayList<>();
    lines.add(
        line(WeightsReport.ofBuiltin(), "comes with the program, learned from drawn pictures"));
    folders.files().forEach(file -> lines.add(line(file)));
    if (lines.size() == 1)
      lines.add("No other network is here yet; 'stylize weights fetch' gets one.");
    for (final Path found : folders.foundElsewhere())
      lines.add("Elsewhere: " + found + " ('stylize weights import' takes it)");
    return lines;
  }

  /**
   * @return the folders, the one for new files first
   */
  public List<String> places() {
    return folders.folders().stream().map(Path::toString).toList();
  }

  /**
   * @return what became of every file; reads all numbers
   */
  public List<Verdict> verdicts() {
    return folders.files().stream().map(Verdict::on).toList();
  }

  /**
   * @param file with a network
   * @return its line in {@link #networks()}
   */
  public static String line(final Path file) {
    try {
      final WeightsReport report = WeightsReport.of(file);
      return line(report, report.source().map(source -> "from " + source).orElse(""));
    } catch (final WeightsException e) {
      return "unusable     --------  %s  %s".formatted(file, e.getMessage());
    }
  }

  private static String line(final WeightsReport report, final String origin) {
    return "%-11s  %s  %s  %s"
        .formatted(report.variant(), report.fingerprint().abbreviated(), report.file(), origin)
        .strip();
  }
}
