package sc.fiji.styletransfer.macro;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a value is written in the options of a macro: as it is if that cannot be misread, else in
 * brackets, else after {@code encoded:} with percent signs as in a web address.
 *
 * <p>ImageJ's recorder copies a value into a string of the macro. Its own forms fail where a name
 * contains one bracket of a pair, a quotation mark, text that looks like another option, or
 * characters outside ASCII.
 */
final class OptionValue {

  private static final String ENCODED = "encoded:";

  /** ImageJ's recorder adds a warning to the macro if options contain such characters. */
  private static final String NOT_ASCII = "[^\\x00-\\x7F\\uD800-\\uDFFF]";

  /** Characters that would end a value or a string of the macro, or look like another option. */
  private static final Pattern UNSAFE = Pattern.compile("[\\s\\p{Cntrl}\\[\\]'\"=]|" + NOT_ASCII);

  private static final Pattern UNSAFE_IN_BRACKETS = Pattern.compile("[\\p{Cntrl}\"=]|" + NOT_ASCII);

  private static final Pattern TO_BE_ENCODED =
      Pattern.compile("[\\s\\p{Cntrl}\\[\\]'\"=%]|" + NOT_ASCII);

  private OptionValue() {}

  /**
   * @param text any text
   * @return the text as a value in macro options
   */
  static String encode(final String text) {
    if (text.startsWith(ENCODED)) return percent(text);
    if (!UNSAFE.matcher(text).find()) return text;
    final boolean safe =
        !UNSAFE_IN_BRACKETS.matcher(text).find()
            && hasBracketsInPairs(text)
            && text.equals(text.strip());
    return safe ? "[" + text + "]" : percent(text);
  }

  /**
   * @param value a value in macro options, without the brackets around it
   * @return the text that was encoded; other values are returned as they are
   */
  static String decode(final String value) {
    if (!value.startsWith(ENCODED)) return value;
    try {
      final String text = value.substring(ENCODED.length()).replace("+", "%2B");
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (final IllegalArgumentException e) {
      // A file of a user may be called so.
      return value;
    }
  }

  /**
   * @param text any text
   * @return whether each opening bracket has a closing bracket after it and the other way round
   */
  static boolean hasBracketsInPairs(final String text) {
    int open = 0;
    for (int i = 0; i < text.length() && open >= 0; i++) {
      if (text.charAt(i) == '[') open++;
      if (text.charAt(i) == ']') open--;
    }
    return open == 0;
  }

  private static String percent(final String text) {
    final Matcher unsafe = TO_BE_ENCODED.matcher(text);
    return ENCODED
        + unsafe.replaceAll(
            found ->
                Matcher.quoteReplacement(
                    URLEncoder.encode(found.group(), StandardCharsets.UTF_8).replace("+", "%20")));
  }
}
