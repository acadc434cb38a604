package sc.fiji.styletransfer.command;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import sc.fiji.styletransfer.transfer.Preset;
import sc.fiji.styletransfer.transfer.Settings;

/** The settings presets speak about: those a dialog has to change when another preset is chosen. */
final class PresetKeys {

  private PresetKeys() {}

  /** Their keys. */
  static Set<String> all() {
    return Arrays.stream(Preset.values())
        .flatMap(preset -> preset.recipe().keySet().stream())
        .map(name -> Settings.named(name).orElseThrow().key())
        .collect(Collectors.toSet());
  }
}
