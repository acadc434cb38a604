package sc.fiji.styletransfer.prompt;

import ij.IJ;
import ij.macro.Interpreter;
import sc.fiji.styletransfer.display.WindowSystem;

/** Whether somebody may be asked: never in a macro, in batch mode, or without a display. */
public final class UserPresence {

  private UserPresence() {}

  public static boolean isPossible() {
    return !IJ.isMacro() && !Interpreter.isBatchMode() && WindowSystem.isAvailable();
  }
}
