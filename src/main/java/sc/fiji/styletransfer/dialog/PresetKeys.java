package sc.fiji.styletransfer.dialog;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import sc.fiji.styletransfer.settings.Preset;
import sc.fiji.styletransfer.settings.Setting;
import sc.fiji.styletransfer.settings.Settings;

/** The settings presets speak about: those a dialog has to change when another preset is chosen. */
public final class PresetKeys {

  private PresetKeys() {}

  /** Their keys. */
  public static Set<String> all() {
    return Arrays.stream(Preset.values())
        .flatMap(preset -> preset.recipe().keySet().stream())
        .flatMap(name -> Settings.named(name).stream())
        .map(Setting::key)
        .collect(Collectors.toSet());
  }
}
