package sc.fiji.styletransfer.macro;

import ij.IJ;
import ij.Macro;
import ij.macro.Interpreter;
import org.scijava.Cancelable;

/** The ImageJ macro that called a command, if one did. */
public final class RunningMacro {

  private RunningMacro() {}

  /**
   * Cancels a command, and ends the macro that called it. SciJava shows the reason in a dialog: a
   * macro, which that would hold up, gives it none.
   *
   * @param command what cannot go on
   * @param reason what is in the log
   */
  public static void refuse(final Cancelable command, final String reason) {
    command.cancel(IJ.isMacro() ? null : reason);
    if (IJ.isMacro()) end(reason);
  }

  /**
   * Ends the macro after this command, quietly, as the reason is in the log: a macro that went on
   * would save or measure the wrong image.
   *
   * @param reason the error message of the macro
   */
  public static void end(final String reason) {
    final Interpreter macro = Interpreter.getInstance();
    if (macro == null) {
      // A script that called IJ.run gets ImageJ's own exception for this.
      Macro.abort();
      return;
    }
    // Else ImageJ would ask the user to confirm the error, in batch mode too.
    macro.setIgnoreErrors(true);
    macro.abort(reason);
  }
}
