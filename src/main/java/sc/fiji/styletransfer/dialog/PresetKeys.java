package sc.fiji.styletransfer.dialog;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import sc.fiji.styletransfer.settings.Preset;
import sc.fiji.styletransfer.settings.Setting;
import sc.fiji.styletransfer.settings.Settings;

/** The settings that a preset defines. A dialog updates them when the user chooses a preset. */
public final class PresetKeys {

  private PresetKeys() {}

  /**
   * Returns the keys of the settings that at least one preset defines.
   *
   * @return the keys
   */
  public static Set<String> all() {
    return Arrays.stream(Preset.values())
        .flatMap(preset -> preset.recipe().keySet().stream())
        .flatMap(name -> Settings.named(name).stream())
        .map(Setting::key)
        .collect(Collectors.toSet());
  }
}
