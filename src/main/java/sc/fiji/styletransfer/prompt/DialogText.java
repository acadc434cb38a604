package sc.fiji.styletransfer.prompt;

import java.util.stream.Collectors;

/** The text of a message in lines that fit on a screen. ImageJ's dialogs do not wrap lines. */
public final class DialogText {

  /** Most characters of a line. */
  static final int COLUMNS = 90;

  private DialogText() {}

  /**
   * Wraps the lines of a message.
   *
   * @param text a message of one or more lines
   * @return the message with more line ends; an empty line becomes a space, because ImageJ's
   *     dialogs leave out empty lines
   */
  public static String of(final String text) {
    return text.lines()
        .map(line -> line.isEmpty() ? " " : wrap(line))
        .collect(Collectors.joining("\n"));
  }

  /** Breaks at the last space that fits, or within a path or number that is longer than a line. */
  private static String wrap(final String line) {
    final StringBuilder wrapped = new StringBuilder();
    String rest = line;
    while (rest.length() > COLUMNS) {
      final int space = rest.lastIndexOf(' ', COLUMNS);
      final int end = space > 0 ? space : COLUMNS;
      wrapped.append(rest, 0, end).append('\n');
      rest = rest.substring(space > 0 ? end + 1 : end);
    }
    return wrapped.append(rest).toString();
  }
}
