package sc.fiji.styletransfer.settings;

import java.util.Locale;

/**
 * The one description of a setting, from which the dialog, the macro key, the command line, the
 * record of a run and the table in the README are made.
 *
 * @param <T> type of its values
 * @param name lower case words joined by hyphens, as on the command line
 * @param label for a dialog
 * @param fallback value if neither the user nor the preset says otherwise
 * @param domain allowed values
 * @param help a sentence on what it does
 */
public record Setting<T>(String name, String label, T fallback, Domain<T> domain, String help) {

  /**
   * @return the name in macros and scripts: without hyphens, because ImageJ's macro keys have none
   */
  public String key() {
    return name.replace("-", "");
  }

  /**
   * @param text a value as the user writes it
   * @return the value
   * @throws sc.fiji.styletransfer.StyleTransferException if it is not allowed
   */
  public T parse(final String text) {
    return domain.parse(name, text);
  }

  /**
   * @param value a value of this setting
   * @return the text that {@link #parse} turns into it
   */
  public String format(final T value) {
    if (value instanceof Enum) return value.toString().toLowerCase(Locale.ROOT);
    if (value instanceof Double number && number == Math.rint(number) && Math.abs(number) < 1e9)
      return String.valueOf(number.longValue());
    return String.valueOf(value);
  }
}
