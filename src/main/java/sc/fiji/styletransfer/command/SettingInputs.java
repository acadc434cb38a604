package sc.fiji.styletransfer.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.scijava.convert.ConvertService;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import sc.fiji.styletransfer.transfer.Settings;
import sc.fiji.styletransfer.transfer.TransferSettings;

/** The inputs of a module that bear the key of a setting. */
final class SettingInputs {

  private final Module module;
  private final ConvertService converts;

  SettingInputs(final Module module, final ConvertService converts) {
    this.module = module;
    this.converts = converts;
  }

  /**
   * The settings all inputs say.
   *
   * @throws sc.fiji.styletransfer.StyleTransferException if a value is not allowed
   */
  TransferSettings read() {
    return read(input -> true);
  }

  /**
   * Gives every input nobody gave the value it has under the preset.
   *
   * @throws sc.fiji.styletransfer.StyleTransferException if a value given is not allowed
   */
  void complete() {
    final Predicate<ModuleItem<?>> given = input -> module.isInputResolved(input.getName());
    fill(read(given), given.negate());
  }

  /** Gives every input the value it has under a preset if the preset says anything about it. */
  void follow(final String preset) {
    final TransferSettings settings =
        TransferSettings.builder().parse(Settings.PRESET.name(), preset).build();
    fill(settings, input -> PresetKeys.all().contains(input.getName()));
  }

  private TransferSettings read(final Predicate<ModuleItem<?>> wanted) {
    final TransferSettings.Builder settings = TransferSettings.builder();
    for (final ModuleItem<?> input : inputs()) {
      final Object value = module.getInput(input.getName());
      if (value != null && wanted.test(input)) settings.parse(input.getName(), value.toString());
    }
    return settings.build();
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
