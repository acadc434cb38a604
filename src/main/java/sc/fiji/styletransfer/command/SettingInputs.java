package sc.fiji.styletransfer.command;

import java.io.File;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.scijava.convert.ConvertService;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import sc.fiji.styletransfer.dialog.PresetKeys;
import sc.fiji.styletransfer.job.SettingTexts;
import sc.fiji.styletransfer.settings.Setting;
import sc.fiji.styletransfer.settings.Settings;
import sc.fiji.styletransfer.settings.TransferSettings;

/** The inputs of a module that bear the key of a setting. */
final class SettingInputs {

  private final Module module;
  private final ConvertService converts;

  SettingInputs(final Module module, final ConvertService converts) {
    this.module = module;
    this.converts = converts;
  }

  /** What all inputs say, but for the images among them. */
  SettingTexts words() {
    return words(input -> true);
  }

  /**
   * Gives every input nobody gave the value it has under the preset.
   *
   * @throws sc.fiji.styletransfer.StyleTransferException if a value given is not allowed
   */
  void complete() {
    final Predicate<ModuleItem<?>> given = input -> module.isInputResolved(input.getName());
    fill(words(given).transferSettings(), given.negate());
  }

  /** Gives every input the preset says anything about the value it has there. */
  void follow() {
    final String preset = module.getInput(Settings.PRESET.key()).toString();
    final TransferSettings settings =
        TransferSettings.builder().parse(Settings.PRESET.name(), preset).build();
    fill(settings, input -> PresetKeys.all().contains(input.getName()));
  }

  /** Gives the input of a setting the value it has in these words, if there is such an input. */
  void say(final Setting<?> setting, final SettingTexts words) {
    words.get(setting.key()).ifPresent(text -> module.setInput(setting.key(), text));
  }

  private SettingTexts words(final Predicate<ModuleItem<?>> wanted) {
    final Map<String, String> words = new LinkedHashMap<>();
    for (final ModuleItem<?> input : module.getInfo().inputs()) {
      final Object value = module.getInput(input.getName());
      if (isText(input) && value != null && wanted.test(input))
        words.put(input.getName(), value.toString());
    }
    return new SettingTexts(words);
  }

  /** Whether it is written as a word, and no image. */
  static boolean isText(final ModuleItem<?> input) {
    final Class<?> type = input.getType();
    return type.isPrimitive() || type == String.class || type == File.class;
  }

  private void fill(final TransferSettings settings, final Predicate<ModuleItem<?>> wanted) {
    final Map<String, String> record = settings.record();
    for (final ModuleItem<?> input : inputs())
      if (wanted.test(input))
        module.setInput(
            input.getName(), converts.convert(record.get(input.getName()), input.getType()));
  }

  private List<ModuleItem<?>> inputs() {
    final List<ModuleItem<?>> inputs = new ArrayList<>();
    for (final ModuleItem<?> input : module.getInfo().inputs())
      if (Settings.named(input.getName()).isPresent()) inputs.add(input);
    return inputs;
  }
}
