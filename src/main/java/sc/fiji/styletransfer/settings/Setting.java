package sc.fiji.styletransfer.settings;

import java.util.Locale;

/**
 * Description of a setting. Dialog fields, macro keys, command line options, the record of a run
 * and the table in the documentation are made from it.
 *
 * @param <T> type of its values
 * @param name lower case words joined by hyphens, as on the command line
 * @param label label of the dialog field
 * @param fallback value if neither the user nor the preset sets another
 * @param domain allowed values
 * @param help what the setting changes in the picture, with its usual range, in full sentences
 */
public record Setting<T>(String name, String label, T fallback, Domain<T> domain, String help) {

  /**
   * Returns the name in macros and scripts.
   *
   * @return the name without hyphens, which ImageJ's macro keys do not allow
   */
  public String key() {
    return name.replace("-", "");
  }

  /**
   * Converts text to a value.
   *
   * @param text a value as a user writes it
   * @return the value
   * @throws sc.fiji.styletransfer.StyleTransferException if the text is not an allowed value
   */
  public T parse(final String text) {
    return domain.parse(name, text);
  }

  /**
   * Converts a value to text.
   *
   * @param value a value of this setting
   * @return the text that {@link #parse} converts to this value
   */
  public String format(final T value) {
    if (value instanceof Enum) return value.toString().toLowerCase(Locale.ROOT);
    if (value instanceof Double number && number == Math.rint(number) && Math.abs(number) < 1e9)
      return String.valueOf(number.longValue());
    return String.valueOf(value);
  }
}
