package sc.fiji.styletransfer.command;

import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import sc.fiji.styletransfer.transfer.Settings;
import sc.fiji.styletransfer.transfer.TransferSettings;

/** The inputs of a module that bear the key of a setting. */
final class SettingInputs {

  private SettingInputs() {}

  /**
   * The settings a module's inputs say.
   *
   * @throws sc.fiji.styletransfer.StyleTransferException if a value is not allowed
   */
  static TransferSettings read(final Module module) {
    final TransferSettings.Builder settings = TransferSettings.builder();
    for (final ModuleItem<?> input : module.getInfo().inputs()) {
      final Object value = module.getInput(input.getName());
      if (value != null && Settings.named(input.getName()).isPresent())
        settings.parse(input.getName(), value.toString());
    }
    return settings.build();
  }
}
