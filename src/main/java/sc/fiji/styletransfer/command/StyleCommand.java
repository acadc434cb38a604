package sc.fiji.styletransfer.command;

import org.scijava.command.ContextCommand;
import org.scijava.log.LogService;
import org.scijava.module.Module;
import org.scijava.plugin.Parameter;
import sc.fiji.styletransfer.StyleTransferException;
import sc.fiji.styletransfer.display.RunDisplay;
import sc.fiji.styletransfer.display.TaskDisplay;
import sc.fiji.styletransfer.job.SettingTexts;
import sc.fiji.styletransfer.macro.CommandRecorder;
import sc.fiji.styletransfer.macro.RunningMacro;
import sc.fiji.styletransfer.prompt.DialogText;
import sc.fiji.styletransfer.prompt.UserPresence;

/**
 * A command of this plugin. An error that the user can correct is logged as one line and becomes
 * the reason of the cancellation, which SciJava shows in a dialog.
 */
abstract class StyleCommand extends ContextCommand {

  @Parameter private LogService log;

  /** Whether a macro or a script provides the inputs, so that no dialog may open. */
  private boolean called;

  @Override
  public final void run() {
    try {
      execute();
    } catch (final StyleTransferException e) {
      log.error(e.getMessage());
      log.debug(e);
      RunningMacro.refuse(this, isAttended() ? DialogText.of(e.getMessage()) : e.getMessage());
    }
  }

  /** Cancels the command. The macro recorder leaves out a command that was cancelled. */
  @Override
  public void cancel(final String reason) {
    super.cancel(reason);
    CommandRecorder.discard();
  }

  /** Completes the inputs of a macro or script; the command opens no dialog from then on. */
  final void completeAsCalled(final Module inputs) {
    called = true;
    complete(inputs);
  }

  /** Returns whether a user opened the dialog of the command and can answer questions. */
  final boolean isAttended() {
    return !called && UserPresence.isPossible();
  }

  /** Opens a display for a task of the given name. */
  final RunDisplay display(final String name) {
    return new TaskDisplay(context(), name);
  }

  /**
   * Executes the command.
   *
   * @throws StyleTransferException if the user has to change an input
   */
  abstract void execute();

  /**
   * Checks the options of a macro.
   *
   * @param options the values by key
   * @throws StyleTransferException if a value is not allowed
   */
  abstract void check(SettingTexts options);

  /**
   * Gives each input that a macro or script left out its default value.
   *
   * @param inputs of this command, some of them resolved
   * @throws StyleTransferException if a given value is not allowed
   */
  abstract void complete(Module inputs);

  /**
   * Returns whether a macro or script provided the inputs without which the command cannot run. A
   * preprocessor calls this method before the dialog opens.
   *
   * @param inputs of this command, some of them resolved
   */
  abstract boolean hasRequiredInputs(Module inputs);
}
