package sc.fiji.styletransfer.command;

import sc.fiji.styletransfer.transfer.Setting;
import sc.fiji.styletransfer.transfer.Settings;
import sc.fiji.styletransfer.transfer.TransferSettings;

/** The value a field of a dialog has when nobody has said anything, by the preset of that state. */
final class Initial {

  private Initial() {}

  /** The value as text. */
  static <T> String text(final Setting<T> setting) {
    return setting == Settings.NETWORK
        ? NetworkEntry.preferred().label()
        : setting.format(value(setting));
  }

  /** The value itself. */
  static <T> T value(final Setting<T> setting) {
    return Settings.all().contains(setting)
        ? TransferSettings.builder().build().get(setting)
        : setting.fallback();
  }
}
