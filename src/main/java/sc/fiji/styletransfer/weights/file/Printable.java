package sc.fiji.styletransfer.weights.file;

/** Text of a file as it may appear in a message: on one line, and not longer than a line. */
final class Printable {

  private static final int MAX_LENGTH = 80;

  private Printable() {}

  /**
   * @param text any text
   * @return the text with a question mark in place of each character that is not printable ASCII,
   *     cut after 80 characters
   */
  static String of(final String text) {
    final boolean isShort = text.length() <= MAX_LENGTH;
    final String visible = isShort ? text : text.substring(0, MAX_LENGTH) + "...";
    return visible.replaceAll("[^\\x20-\\x7e]", "?");
  }
}
