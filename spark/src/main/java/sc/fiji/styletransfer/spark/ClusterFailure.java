package sc.fiji.styletransfer.spark;

import java.io.InvalidClassException;
import sc.fiji.styletransfer.StyleTransferException;

/** Explains failures of a cluster in one sentence. */
final class ClusterFailure {

  private ClusterFailure() {}

  /**
   * Returns the sentence that the user reads.
   *
   * @param failure what ended the command
   * @return what is wrong and what to do
   */
  static String sentence(final Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof StyleTransferException) return cause.getMessage();
      if (cause instanceof InvalidClassException || cause instanceof NoClassDefFoundError)
        return BuildVersion.DIFFERS;
    }
    return ofText(text(failure));
  }

  private static String ofText(final String text) {
    if (text.contains("InvalidClassException") || text.contains("ClassNotFoundException: sc.fiji"))
      return BuildVersion.DIFFERS;
    if (text.contains("ExecutorLostFailure"))
      return "Executors ended in every attempt, probably because the system ran out of memory."
          + " Raise spark.executor.memoryOverhead, or choose a smaller size.";
    if (text.contains("must be at least") && text.contains("memory"))
      return "The memory of driver or executors is too small for Spark. Raise"
          + " spark.executor.memory (or spark.driver.memory) to 1g.";
    if (text.contains("All masters are unresponsive"))
      return "The master does not respond. Check its address and whether it runs.";
    return "Spark ended the command (" + firstLine(text) + ").";
  }

  private static String text(final Throwable failure) {
    final StringBuilder text = new StringBuilder();
    for (Throwable cause = failure; cause != null; cause = cause.getCause())
      text.append(cause).append('\n');
    return text.toString();
  }

  private static String firstLine(final String text) {
    return text.lines().findFirst().orElse("");
  }
}
