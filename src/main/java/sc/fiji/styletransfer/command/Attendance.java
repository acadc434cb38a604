package sc.fiji.styletransfer.command;

import ij.IJ;
import ij.macro.Interpreter;
import java.awt.GraphicsEnvironment;

/** Whether somebody may be asked: never in a macro, in batch mode, or without a display. */
final class Attendance {

  private Attendance() {}

  static boolean isPossible() {
    return !IJ.isMacro() && !Interpreter.isBatchMode() && !GraphicsEnvironment.isHeadless();
  }
}
