package sc.fiji.styletransfer.command;

import ij.IJ;
import ij.plugin.frame.Recorder;
import java.util.Optional;
import org.scijava.command.CommandService;
import org.scijava.convert.ConvertService;
import org.scijava.module.Module;
import org.scijava.plugin.Parameter;
import sc.fiji.styletransfer.StyleTransferException;
import sc.fiji.styletransfer.fetch.NetworkSupply;
import sc.fiji.styletransfer.job.SettingTexts;
import sc.fiji.styletransfer.prompt.DialogPrompt;
import sc.fiji.styletransfer.prompt.NetworkRequest;
import sc.fiji.styletransfer.settings.Settings;

/** A command whose inputs are settings: it follows the preset and refuses what cannot work. */
abstract class SettingsCommand extends StyleCommand {

  @Parameter private CommandService commands;

  @Parameter private ConvertService converts;

  @Override
  final void execute() {
    final SettingInputs inputs = inputs();
    final Optional<SettingTexts> words = settle(inputs.words());
    if (words.isEmpty()) {
      callOff();
      return;
    }
    // What is recorded afterwards must mean the same on a machine with other networks.
    inputs.say(Settings.NETWORK, words.get());
    execute(words.get());
  }

  /**
   * Does what the command is for.
   *
   * @param words what was said, the network being here if that could be had
   * @throws StyleTransferException if the user has to change something
   */
  abstract void execute(SettingTexts words);

  @Override
  void complete(final Module inputs) {
    new SettingInputs(inputs, converts).complete();
  }

  /** Called by the dialog when another preset was chosen: shows what it says. */
  void presetChosen() {
    inputs().follow();
  }

  /** Called by the dialog, which shows the reason and closes OK while there is one. */
  String check() {
    try {
      inputs().words().record();
      return "";
    } catch (final StyleTransferException e) {
      return e.getMessage();
    }
  }

  private Optional<SettingTexts> settle(final SettingTexts words) {
    if (!isAttended()) return Optional.of(NetworkRequest.settled(words));
    return new NetworkRequest(NetworkSupply.standard(), new DialogPrompt(), this::display)
        .settle(words);
  }

  private void callOff() {
    if (IJ.recording()) Recorder.disableCommandRecording();
    cancel(null);
  }

  private SettingInputs inputs() {
    return new SettingInputs(commands.getCommand(getClass()).createModule(this), converts);
  }
}
