package sc.fiji.styletransfer.dialog;

import sc.fiji.styletransfer.prompt.NetworkEntry;
import sc.fiji.styletransfer.settings.Setting;
import sc.fiji.styletransfer.settings.Settings;
import sc.fiji.styletransfer.settings.TransferSettings;

/** The value a field of a dialog has when nobody has said anything, by the preset of that state. */
public final class InitialValue {

  private InitialValue() {}

  /** The value as text. */
  public static <T> String text(final Setting<T> setting) {
    return setting == Settings.NETWORK
        ? NetworkEntry.preferred().label()
        : setting.format(value(setting));
  }

  /** The value itself. */
  public static <T> T value(final Setting<T> setting) {
    return Settings.all().contains(setting)
        ? TransferSettings.builder().build().get(setting)
        : setting.fallback();
  }
}
