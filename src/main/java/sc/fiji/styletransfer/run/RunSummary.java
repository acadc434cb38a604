package sc.fiji.styletransfer.run;

import ij.IJ;
import ij.ImagePlus;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sc.fiji.styletransfer.job.RunRecord;
import sc.fiji.styletransfer.settings.Settings;

/**
 * One line about a finished run, in the status bar and in the log. After the first run of a session
 * with the built-in network, the line says how to get a better one.
 */
final class RunSummary {

  private static final Logger LOG = LoggerFactory.getLogger(RunSummary.class);

  private static final String HINTED = "styletransfer.hinted";
  private static final String HINT = " A better network: Style Transfer (Weights)...";

  private static final int MOST_LOSSES = 3;

  private final String title;
  private final Map<String, String> record;
  private final double seconds;

  /**
   * @param result result of the run
   * @param seconds duration of the run
   */
  RunSummary(final ImagePlus result, final double seconds) {
    title = result.getTitle();
    record = RunRecord.read(result);
    this.seconds = seconds;
  }

  /** Logs the line with the title of the result, and returns it without. */
  String log() {
    String line = line();
    if (isBuiltin() && IJ.getProperty(HINTED) == null) {
      line += HINT;
      IJ.setProperty(HINTED, true);
    }
    LOG.info("{}: {}", title, line);
    return line;
  }

  /** Returns the line without the hint. */
  String line() {
    return String.format(
        Locale.ROOT,
        "%.1f s, loss %s, network %s.",
        seconds,
        losses(),
        record.get(Settings.NETWORK.key()));
  }

  /** Returns the loss of each plane with few digits. */
  private String losses() {
    return Arrays.stream(record.getOrDefault(RunRecord.LOSS, "").split(" "))
        .map(loss -> String.format(Locale.ROOT, "%.3g", Double.parseDouble(loss)))
        .limit(MOST_LOSSES)
        .collect(Collectors.joining(" "));
  }

  private boolean isBuiltin() {
    return Settings.NETWORK.fallback().equals(record.get(Settings.NETWORK.key()));
  }
}
