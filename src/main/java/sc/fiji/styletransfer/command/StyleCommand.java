package sc.fiji.styletransfer.command;

import ij.IJ;
import ij.plugin.frame.Recorder;
import org.scijava.command.ContextCommand;
import org.scijava.log.LogService;
import org.scijava.module.Module;
import org.scijava.plugin.Parameter;
import sc.fiji.styletransfer.StyleTransferException;
import sc.fiji.styletransfer.display.RunDisplay;
import sc.fiji.styletransfer.display.TaskDisplay;
import sc.fiji.styletransfer.macro.RunningMacro;
import sc.fiji.styletransfer.prompt.UserPresence;

/**
 * A command of this plugin. What a user can put right is told in one line of the log and as the
 * reason of the cancellation, which SciJava shows in a dialog if there is a user.
 */
abstract class StyleCommand extends ContextCommand {

  @Parameter private LogService log;

  /** Whether a macro or a script called, which nobody may be asked about. */
  private boolean called;

  @Override
  public final void run() {
    try {
      execute();
    } catch (final StyleTransferException e) {
      log.error(e.getMessage());
      log.debug(e);
      RunningMacro.refuse(this, e.getMessage());
      // Else a line without options would be recorded, which does something else.
      if (!IJ.isMacro() && IJ.recording()) Recorder.disableCommandRecording();
    }
  }

  /** Supplies what a macro or script left out, and asks nobody from then on. */
  final void completeAsCalled(final Module inputs) {
    called = true;
    complete(inputs);
  }

  /** Whether somebody sits in front of a dialog, and can be asked more. */
  final boolean isAttended() {
    return !called && UserPresence.isPossible();
  }

  /** A place to show how far something is. */
  final RunDisplay display(final String name) {
    return new TaskDisplay(context(), name);
  }

  /**
   * Does what the command is for.
   *
   * @throws StyleTransferException if the user has to change something
   */
  abstract void execute();

  /**
   * Supplies what a macro or script left out; called where there is no dialog to ask in.
   *
   * @param inputs of this command, some of them resolved
   * @throws StyleTransferException if a value given is not allowed
   */
  abstract void complete(Module inputs);

  /**
   * Whether a macro or script said what a user would be asked for. Only they can have given these
   * inputs when this is asked.
   *
   * @param inputs of this command, some of them resolved
   */
  abstract boolean isToldEnough(Module inputs);
}
