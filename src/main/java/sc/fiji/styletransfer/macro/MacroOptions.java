package sc.fiji.styletransfer.macro;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import sc.fiji.styletransfer.job.SettingTexts;

/**
 * The option string of an ImageJ macro: {@code key=value key=[value with spaces] key}. A key
 * without a value means {@code true}, as ImageJ's own dialogs record a checkbox; SciJava records
 * {@code key=true}, which means the same.
 *
 * <p>{@link #parse} also reads options that a macro joined from pieces, such as {@code "file=[" +
 * path + "]"}, whatever characters the path contains. {@link #write} writes options that {@link
 * #parse} reads without doubt.
 */
public final class MacroOptions {

  private MacroOptions() {}

  /**
   * Reads options.
   *
   * @param text the options as a macro passes them
   * @param keys the keys of the command that the macro calls
   * @return the values by key
   * @throws sc.fiji.styletransfer.StyleTransferException if the options contain another key
   */
  public static SettingTexts parse(final String text, final Collection<String> keys) {
    final Map<String, String> values = new LinkedHashMap<>();
    for (final MacroOption option : new OptionReader(text, keys).read())
      values.put(option.key(), OptionValue.decode(option.value()));
    final SettingTexts texts = new SettingTexts(values);
    texts.requireKeys(keys);
    return texts;
  }

  /**
   * Writes options.
   *
   * @param texts the values by key
   * @return the options; they contain neither quotation marks nor control characters
   */
  public static String write(final SettingTexts texts) {
    return texts.byKey().entrySet().stream()
        .map(entry -> entry.getKey() + "=" + OptionValue.encode(entry.getValue()))
        .collect(Collectors.joining(" "));
  }
}
