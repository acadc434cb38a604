package sc.fiji.styletransfer.command;

import ij.IJ;
import ij.Macro;
import ij.macro.Interpreter;

/** The ImageJ macro that called a command, if one did. */
final class RunningMacro {

  private RunningMacro() {}

  /**
   * The reason a command gives SciJava, which shows it in a dialog: none in a macro, which such a
   * dialog would hold up.
   *
   * @param reason what is in the log
   */
  static String cancelReason(final String reason) {
    return IJ.isMacro() ? null : reason;
  }

  /**
   * Ends the macro after this command, quietly, as the reason is in the log: a macro that went on
   * would save or measure the wrong image.
   *
   * @param reason the error message of the macro
   */
  static void end(final String reason) {
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
