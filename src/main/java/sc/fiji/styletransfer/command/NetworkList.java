package sc.fiji.styletransfer.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import sc.fiji.styletransfer.weights.WeightsException;
import sc.fiji.styletransfer.weights.WeightsFolders;
import sc.fiji.styletransfer.weights.WeightsReport;

/** The networks that are here, as text for the user. */
final class NetworkList {

  private final WeightsFolders folders;

  NetworkList() {
    this(WeightsFolders.standard());
  }

  NetworkList(final WeightsFolders folders) {
    this.folders = folders;
  }

  /** What there is, and where more belongs; reads every file. */
  String text() {
    final List<String> lines = new ArrayList<>();
    lines.add("builtin: comes with the plugin; rough, for trying out");
    folders.files().forEach(file -> lines.add(line(file)));
    if (folders.files().isEmpty())
      lines.add(
          "No trained network is here yet; 'stylize weights fetch' on the command line gets one.");
    lines.add("");
    lines.add("Networks are looked for in these folders, new ones go into the first:");
    folders.folders().forEach(folder -> lines.add("  " + folder));
    final List<Path> elsewhere = folders.foundElsewhere();
    elsewhere.forEach(file -> lines.add("Another program has one: " + file));
    return String.join("\n", lines) + "\n";
  }

  private static String line(final Path file) {
    try {
      final WeightsReport report = WeightsReport.of(file);
      return "%s: %s, SHA-256 of the numbers %s"
          .formatted(report.variant(), file, report.fingerprint());
    } catch (final WeightsException e) {
      return "unusable: " + e.getMessage();
    }
  }
}
