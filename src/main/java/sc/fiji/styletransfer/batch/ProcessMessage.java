package sc.fiji.styletransfer.batch;

import java.util.Optional;

/**
 * A line on the channel from a child process to its parent. The channel is the standard output with
 * which the child was started. A library in native code can print to that output as well, so each
 * message begins with a mark, on a line of its own.
 *
 * @param text a {@link JobOutcome} in JSON, or {@link #ALIVE}
 */
record ProcessMessage(String text) {

  /** The message that a child process sends at regular intervals. */
  static final ProcessMessage ALIVE = new ProcessMessage("alive");

  private static final String MARK = "style-transfer-message ";

  static ProcessMessage of(final JobOutcome outcome) {
    return new ProcessMessage(outcome.toJson());
  }

  /** Returns the message that a line holds, or nothing if the line is no message. */
  static Optional<ProcessMessage> in(final String line) {
    return line.startsWith(MARK)
        ? Optional.of(new ProcessMessage(line.substring(MARK.length())))
        : Optional.empty();
  }

  /** Returns the characters to write: the line break before the mark ends an unfinished line. */
  String toLine() {
    return "\n" + MARK + text + "\n";
  }
}
