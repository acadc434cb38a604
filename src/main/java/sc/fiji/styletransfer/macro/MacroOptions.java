package sc.fiji.styletransfer.macro;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import sc.fiji.styletransfer.StyleTransferException;
import sc.fiji.styletransfer.job.SettingTexts;

/**
 * The option string of an ImageJ macro: {@code key=value key=[value with spaces] key}. A bare key
 * means yes, as ImageJ's own dialogs record a checkbox; {@code key=true}, as SciJava records it,
 * means the same.
 */
public final class MacroOptions {

  private static final Pattern KEY = Pattern.compile("\\s*([^\\s=]+)(=?)");

  private final String text;
  private int position;

  private MacroOptions(final String text) {
    this.text = text;
  }

  /**
   * @throws StyleTransferException if a bracket or quote is not closed
   */
  public static SettingTexts parse(final String text) {
    return new SettingTexts(new MacroOptions(text.strip()).read());
  }

  private Map<String, String> read() {
    final Map<String, String> words = new LinkedHashMap<>();
    final Matcher key = KEY.matcher(text);
    while (position < text.length() && key.find(position)) {
      position = key.end();
      words.put(key.group(1), key.group(2).isEmpty() ? "true" : value());
    }
    return words;
  }

  private String value() {
    if (position == text.length()) return "";
    return switch (text.charAt(position)) {
      case '[' -> upTo(closingBracket());
      case '\'' -> upTo(text.indexOf('\'', position + 1));
      default -> word();
    };
  }

  private String word() {
    final int begin = position;
    while (position < text.length() && !Character.isWhitespace(text.charAt(position))) position++;
    return text.substring(begin, position);
  }

  /** The text between the character here and its partner there. */
  private String upTo(final int end) {
    if (end < 0)
      throw new StyleTransferException(
          "The macro options end inside '%s'; close the bracket or quote."
              .formatted(text.substring(position)));
    final String value = text.substring(position + 1, end);
    position = end + 1;
    return value;
  }

  private int closingBracket() {
    int open = 0;
    for (int i = position; i < text.length(); i++) {
      if (text.charAt(i) == '[') open++;
      if (text.charAt(i) == ']' && --open == 0) return i;
    }
    return -1;
  }
}
