package sc.fiji.styletransfer.command;

import ij.ImagePlus;
import java.util.Optional;
import org.scijava.command.CommandService;
import org.scijava.convert.ConvertService;
import org.scijava.module.Module;
import org.scijava.plugin.Parameter;
import sc.fiji.styletransfer.StyleTransferException;
import sc.fiji.styletransfer.dialog.DialogPage;
import sc.fiji.styletransfer.fetch.NetworkSupply;
import sc.fiji.styletransfer.job.SettingTexts;
import sc.fiji.styletransfer.macro.CommandRecorder;
import sc.fiji.styletransfer.prompt.DialogPrompt;
import sc.fiji.styletransfer.prompt.NetworkRequest;
import sc.fiji.styletransfer.settings.Settings;

/**
 * A command with settings as inputs. Inputs that a macro or script did not set follow the preset.
 * If a user started the command, its dialog sets the inputs.
 */
abstract class SettingsCommand extends RemovedInputs {

  @Parameter private CommandService commands;

  @Parameter private ConvertService converts;

  @Override
  final void execute() {
    if (isAttended()) executeWithDialog();
    else {
      final SettingInputs inputs = inputs();
      final SettingTexts texts =
          new NetworkRequest(NetworkSupply.standard(), new DialogPrompt(), this::display)
              .require(inputs.texts());
      // The key of a network means the same on every machine.
      inputs.set(Settings.NETWORK, texts);
      execute(texts);
    }
  }

  private void executeWithDialog() {
    final boolean[] ran = {false};
    final Optional<SettingTexts> replay =
        new DialogRun(page(), content(), this::display)
            .perform(
                texts -> {
                  final Optional<SettingTexts> repeated = execute(texts);
                  ran[0] = true;
                  return repeated;
                });
    // The recorder reads the inputs after the run.
    replay.ifPresent(texts -> inputs().set(texts));
    if (!ran[0]) cancel(null);
    else if (replay.isEmpty()) CommandRecorder.discard();
  }

  /** Returns the page of the dialog. */
  abstract DialogPage page();

  /** Returns the image to stylise; null for a folder. */
  abstract ImagePlus content();

  /**
   * Executes the command.
   *
   * @param texts the inputs by key; the network is installed
   * @return what a macro needs to repeat the command; nothing if the user stopped it
   * @throws StyleTransferException if the user has to change an input
   */
  abstract Optional<SettingTexts> execute(SettingTexts texts);

  @Override
  final void check(final SettingTexts options) {
    inputs().check(options);
  }

  @Override
  void complete(final Module inputs) {
    new SettingInputs(inputs, converts).complete();
  }

  private SettingInputs inputs() {
    return new SettingInputs(commands.getCommand(getClass()).createModule(this), converts);
  }
}
