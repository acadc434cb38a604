package sc.fiji.styletransfer.dialog;

import ij.Prefs;
import java.util.Optional;
import java.util.Set;
import sc.fiji.styletransfer.StyleTransferException;
import sc.fiji.styletransfer.job.SettingTexts;
import sc.fiji.styletransfer.macro.InputKeys;
import sc.fiji.styletransfer.settings.Setting;
import sc.fiji.styletransfer.settings.Settings;

/**
 * The entries of the previous dialog, which the next dialog starts with, in ImageJ's preferences.
 * Dialogs remember all entries but the images, the network and the file of the result. Macros and
 * scripts neither read nor write remembered entries.
 */
public final class RememberedEntries {

  private static final String PREFERENCE = "styletransfer.";

  private static final Set<String> FORGOTTEN =
      Set.of(InputKeys.CONTENT, InputKeys.STYLE_IMAGE, InputKeys.SAVE_AS, Settings.NETWORK.key());

  private RememberedEntries() {}

  /**
   * Returns the remembered value of a setting.
   *
   * @param setting any setting
   * @param <T> type of its values
   * @return the value as text, or nothing if no value is remembered, or if this version does not
   *     allow the remembered value
   */
  public static <T> Optional<String> of(final Setting<T> setting) {
    try {
      return of(setting.key()).map(text -> setting.format(setting.parse(text)));
    } catch (final StyleTransferException e) {
      return Optional.empty();
    }
  }

  /**
   * Returns the remembered value of an input.
   *
   * @param key the key of the input
   * @return the value as text, or nothing if no value is remembered
   */
  public static Optional<String> of(final String key) {
    return FORGOTTEN.contains(key)
        ? Optional.empty()
        : Optional.ofNullable(Prefs.get(PREFERENCE + key, null));
  }

  /**
   * Remembers the entries of a dialog.
   *
   * @param texts the entries by key
   */
  public static void keep(final SettingTexts texts) {
    texts.byKey().keySet().stream()
        .filter(key -> !FORGOTTEN.contains(key))
        .forEach(key -> texts.get(key).ifPresent(text -> Prefs.set(PREFERENCE + key, text)));
  }
}
