package sc.fiji.styletransfer.macro;

import ij.IJ;
import ij.Macro;
import ij.macro.Interpreter;
import org.scijava.Cancelable;

/** The ImageJ macro that called a command, if a macro did. */
public final class RunningMacro {

  private RunningMacro() {}

  /**
   * Cancels a command and ends the macro that called it. SciJava shows the reason of a cancellation
   * in a dialog. In a macro the command passes no reason, because a dialog would block the macro.
   *
   * @param command the command to cancel
   * @param reason a message, which the caller has logged
   */
  public static void refuse(final Cancelable command, final String reason) {
    command.cancel(IJ.isMacro() ? null : reason);
    if (IJ.isMacro()) end(reason);
  }

  /**
   * Ends the macro after the running command without a dialog. A macro that continued would save or
   * measure the wrong image.
   *
   * @param reason the error message of the macro, which the caller has logged
   */
  public static void end(final String reason) {
    final Interpreter macro = Interpreter.getInstance();
    if (macro == null) {
      // A script that called IJ.run receives ImageJ's own exception.
      Macro.abort();
      return;
    }
    // Without this, ImageJ asks the user to confirm the error, even in batch mode.
    macro.setIgnoreErrors(true);
    macro.abort(reason);
  }
}
