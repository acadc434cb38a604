package sc.fiji.styletransfer.command;

import java.io.File;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.scijava.convert.ConvertService;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import sc.fiji.styletransfer.batch.BatchSettings;
import sc.fiji.styletransfer.job.ImageSettings;
import sc.fiji.styletransfer.job.SettingTexts;
import sc.fiji.styletransfer.run.ViewSettings;
import sc.fiji.styletransfer.settings.Setting;
import sc.fiji.styletransfer.settings.Settings;
import sc.fiji.styletransfer.settings.TransferSettings;

/** Reads and writes the inputs of a SciJava module as texts. */
final class SettingInputs {

  private final Module module;
  private final ConvertService converts;

  /**
   * @param module with an input for each setting, named by the key of the setting
   * @param converts converts between texts and the types of the inputs
   */
  SettingInputs(final Module module, final ConvertService converts) {
    this.module = module;
    this.converts = converts;
  }

  /** Returns all inputs except images. */
  SettingTexts texts() {
    return texts(input -> true);
  }

  /**
   * Gives each input without a given value the value of the preset.
   *
   * @throws sc.fiji.styletransfer.StyleTransferException if a given value is not allowed
   */
  void complete() {
    final Predicate<ModuleItem<?>> given = input -> module.isInputResolved(input.getName());
    final SettingTexts texts = texts(given);
    texts.refuseRemoved();
    fill(texts.transferSettings(), given.negate());
  }

  /**
   * Gives inputs the values of macro options or of a dialog.
   *
   * @param options the values by key
   */
  void set(final SettingTexts options) {
    for (final ModuleItem<?> input : module.getInfo().inputs())
      if (isSettable(input) && options.byKey().containsKey(input.getName())) {
        set(input, options.get(input.getName()).orElse(null));
        module.resolveInput(input.getName());
      }
  }

  /** Gives the input of a setting its value in the texts, if the texts contain the setting. */
  void set(final Setting<?> setting, final SettingTexts texts) {
    texts.get(setting.key()).ifPresent(text -> module.setInput(setting.key(), text));
  }

  /**
   * Checks the values of settings.
   *
   * @param options the values by key
   * @throws sc.fiji.styletransfer.StyleTransferException if a value is not allowed
   */
  void check(final SettingTexts options) {
    settings().forEach(options::get);
  }

  /** Returns whether an input has a text form; images have none. */
  static boolean isText(final ModuleItem<?> input) {
    final Class<?> type = input.getType();
    return type.isPrimitive() || type == String.class || type == File.class;
  }

  private static boolean isSettable(final ModuleItem<?> input) {
    return isText(input) || input.getType() == StyleImage.class;
  }

  private SettingTexts texts(final Predicate<ModuleItem<?>> wanted) {
    final Map<String, String> texts = new LinkedHashMap<>();
    for (final ModuleItem<?> input : module.getInfo().inputs()) {
      final Object value = module.getInput(input.getName());
      if (isText(input) && value != null && wanted.test(input))
        texts.put(input.getName(), value.toString());
    }
    return new SettingTexts(texts);
  }

  private void fill(final TransferSettings settings, final Predicate<ModuleItem<?>> wanted) {
    final Map<String, String> record = settings.record();
    for (final ModuleItem<?> input : transferInputs())
      if (wanted.test(input)) set(input, record.get(input.getName()));
  }

  private void set(final ModuleItem<?> input, final String text) {
    module.setInput(input.getName(), converts.convert(text, input.getType()));
  }

  private List<ModuleItem<?>> transferInputs() {
    final List<ModuleItem<?>> inputs = new ArrayList<>();
    for (final ModuleItem<?> input : module.getInfo().inputs())
      if (Settings.named(input.getName()).isPresent()) inputs.add(input);
    return inputs;
  }

  private static Stream<Setting<?>> settings() {
    return Stream.of(Settings.all(), ImageSettings.all(), ViewSettings.all(), BatchSettings.all())
        .flatMap(List::stream);
  }
}
