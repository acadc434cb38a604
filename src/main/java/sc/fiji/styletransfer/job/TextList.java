package sc.fiji.styletransfer.job;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A list of names in one text, joined by commas. A backslash before a comma makes the comma part of
 * a name. Backslashes are doubled where they precede a comma, and only there, so that paths of
 * Windows stay as they are.
 */
public final class TextList {

  private static final Pattern COMMA = Pattern.compile("(\\\\*),");

  private TextList() {}

  /**
   * Joins names.
   *
   * @param names any names
   * @return a text that {@link #split} converts back to the names
   */
  public static String join(final List<String> names) {
    final StringBuilder text = new StringBuilder();
    for (final String name : names) {
      if (!text.isEmpty()) text.append(text.substring(endOf(text))).append(',');
      text.append(escape(name));
    }
    return text.toString();
  }

  private static String escape(final String name) {
    return COMMA
        .matcher(name)
        .replaceAll(comma -> Matcher.quoteReplacement(comma.group(1) + comma.group(1) + "\\,"));
  }

  /** Returns where the backslashes at the end of a text begin. */
  private static int endOf(final CharSequence text) {
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == '\\') end--;
    return end;
  }

  /**
   * Splits a text at its commas, except those after a backslash.
   *
   * @param text names joined by commas
   * @return the names
   */
  public static List<String> split(final String text) {
    final List<String> names = new ArrayList<>();
    final StringBuilder name = new StringBuilder();
    final Matcher comma = COMMA.matcher(text);
    while (comma.find()) {
      final int backslashes = comma.group(1).length();
      comma.appendReplacement(name, Matcher.quoteReplacement("\\".repeat(backslashes / 2)));
      if (backslashes % 2 == 1) name.append(',');
      else {
        names.add(name.toString());
        name.setLength(0);
      }
    }
    comma.appendTail(name);
    names.add(name.toString());
    return names;
  }
}
