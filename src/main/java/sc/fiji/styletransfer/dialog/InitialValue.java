package sc.fiji.styletransfer.dialog;

import sc.fiji.styletransfer.prompt.NetworkEntry;
import sc.fiji.styletransfer.settings.Setting;
import sc.fiji.styletransfer.settings.Settings;
import sc.fiji.styletransfer.settings.TransferSettings;

/** The value of a field in a dialog that was never used: the value in the default preset. */
public final class InitialValue {

  private InitialValue() {}

  /**
   * Returns the value as text.
   *
   * @param setting any setting
   * @param <T> type of the value
   * @return the text; for the network, the entry of the best network that is installed
   */
  public static <T> String text(final Setting<T> setting) {
    return setting == Settings.NETWORK
        ? NetworkEntry.preferred().label()
        : setting.format(value(setting));
  }

  /**
   * Returns the value.
   *
   * @param setting any setting
   * @param <T> type of the value
   * @return the value in the default preset
   */
  public static <T> T value(final Setting<T> setting) {
    return Settings.all().contains(setting)
        ? TransferSettings.builder().build().get(setting)
        : setting.fallback();
  }
}
