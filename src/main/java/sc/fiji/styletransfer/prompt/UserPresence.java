package sc.fiji.styletransfer.prompt;

import ij.IJ;
import ij.macro.Interpreter;
import sc.fiji.styletransfer.display.WindowSystem;

/** Whether a command may open a dialog: not in a macro, in batch mode, or without a display. */
public final class UserPresence {

  private UserPresence() {}

  /**
   * Returns whether a command may open a dialog.
   *
   * @return whether a user can answer
   */
  public static boolean isPossible() {
    return !IJ.isMacro() && !Interpreter.isBatchMode() && WindowSystem.isAvailable();
  }
}
