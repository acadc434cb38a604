package sc.fiji.styletransfer.weights;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import sc.fiji.styletransfer.network.WeightsException;

/** Describes the available networks as lines of text, for the command line and for dialogs. */
public final class NetworkList {

  private static final String UNUSABLE = "unusable";

  private final WeightsFolders folders;

  /**
   * @param folders folders with the networks
   */
  public NetworkList(final WeightsFolders folders) {
    this.folders = folders;
  }

  /**
   * The result of the check of a file.
   *
   * @param intact whether the file has the numbers that were written
   * @param line description for the user
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
   * @return one line for each network, with variant, fingerprint, file and source, and one line for
   *     each copy of a network in another program's folder
   */
  public List<String> networks() {
    final List<String> lines = new ArrayList<>(installed());
    if (lines.size() == 1)
      lines.add("No other network is installed. 'stylize weights fetch' downloads one.");
    for (final Path found : folders.foundElsewhere())
      lines.add("Another program's copy: " + found + " ('stylize weights import' imports it)");
    return lines;
  }

  /**
   * Returns one line for each installed network, without advice for the command line.
   *
   * @return variant, fingerprint, file and source of each network; the built-in one is the first
   */
  public List<String> installed() {
    final List<String> lines = new ArrayList<>();
    final WeightsReport builtin = WeightsReport.ofBuiltin();
    lines.add(line(builtin, "built into the program, " + builtin.source().orElseThrow()));
    final Map<String, Path> used = new HashMap<>();
    for (final Path file : folders.files()) {
      final String line = line(file);
      final String variant = line.split(" ")[0];
      final boolean second = used.putIfAbsent(variant, file) != null && !variant.equals(UNUSABLE);
      lines.add(second ? line + "  (a second " + variant + ": choose it as a weights file)" : line);
    }
    return lines;
  }

  /**
   * @return the folders in the order of the search
   */
  public List<String> places() {
    return folders.folders().stream().map(Path::toString).toList();
  }

  /**
   * Reads all numbers of all files and compares their fingerprints with the noted ones.
   *
   * @return the result for each file
   */
  public List<Verdict> verdicts() {
    return folders.files().stream().map(Verdict::on).toList();
  }

  /**
   * @param file weights file
   * @return the line of the file in {@link #networks()}
   */
  public static String line(final Path file) {
    try {
      final WeightsReport report = WeightsReport.of(file);
      return line(report, report.source().map(source -> "from " + source).orElse(""));
    } catch (final WeightsException e) {
      return "%-11s  --------  %s  %s".formatted(UNUSABLE, file, e.getMessage());
    }
  }

  private static String line(final WeightsReport report, final String origin) {
    return "%-11s  %s  %s  %s"
        .formatted(report.variant(), report.fingerprint().abbreviated(), report.file(), origin)
        .strip();
  }
}
