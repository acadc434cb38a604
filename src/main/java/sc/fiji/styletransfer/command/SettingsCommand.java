package sc.fiji.styletransfer.command;

import java.io.File;
import java.util.Optional;
import org.scijava.command.CommandService;
import org.scijava.convert.ConvertService;
import org.scijava.module.Module;
import org.scijava.plugin.Parameter;
import sc.fiji.styletransfer.StyleTransferException;
import sc.fiji.styletransfer.dialog.RememberedEntries;
import sc.fiji.styletransfer.fetch.NetworkSupply;
import sc.fiji.styletransfer.job.SettingTexts;
import sc.fiji.styletransfer.prompt.DialogPrompt;
import sc.fiji.styletransfer.prompt.NetworkRequest;
import sc.fiji.styletransfer.run.InputCheck;
import sc.fiji.styletransfer.settings.Setting;
import sc.fiji.styletransfer.settings.Settings;

/** A command with settings as inputs. Inputs that the user did not set follow the preset. */
abstract class SettingsCommand extends RemovedInputs {

  @Parameter private CommandService commands;

  @Parameter private ConvertService converts;

  @Override
  final void execute() {
    final SettingInputs inputs = inputs();
    final Optional<SettingTexts> texts = settle(inputs);
    if (texts.isEmpty()) {
      cancel(null);
      return;
    }
    // The recorder reads the input after the run; the key means the same on every machine.
    inputs.set(Settings.NETWORK, texts.get());
    execute(texts.get());
  }

  /**
   * Executes the command.
   *
   * @param texts the inputs by key; the network is installed
   * @throws StyleTransferException if the user has to change an input
   */
  abstract void execute(SettingTexts texts);

  @Override
  final void check(final SettingTexts options) {
    inputs().check(options);
  }

  @Override
  void complete(final Module inputs) {
    new SettingInputs(inputs, converts).complete();
  }

  /** Shows the values of the preset; a dialog calls this method when the user chooses a preset. */
  void presetChosen() {
    inputs().follow();
  }

  /** Returns why the value of a setting cannot be used, or an empty text, as SciJava expects. */
  final String check(final Setting<?> setting) {
    return isInDialog() ? InputCheck.reason(setting, inputs().text(setting)).orElse("") : "";
  }

  /** Returns why a file cannot be used, or an empty text, as SciJava expects. */
  final String checkFile(final String key, final File file) {
    if (!isInDialog()) return "";
    return InputCheck.reason(key, file == null ? "" : file.getPath()).orElse("");
  }

  private Optional<SettingTexts> settle(final SettingInputs inputs) {
    final NetworkRequest request =
        new NetworkRequest(NetworkSupply.standard(), new DialogPrompt(), this::display);
    if (!isAttended()) return Optional.of(request.require(inputs.texts()));
    final SettingTexts entries = inputs.entries();
    RememberedEntries.keep(entries);
    return request.settle(entries);
  }

  private SettingInputs inputs() {
    return new SettingInputs(commands.getCommand(getClass()).createModule(this), converts);
  }
}
