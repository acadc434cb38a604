package sc.fiji.styletransfer.display;

import java.awt.AWTError;
import java.awt.GraphicsEnvironment;

/** Tells whether this process can open windows. */
public final class WindowSystem {

  private WindowSystem() {}

  /**
   * Returns whether windows can be opened. {@link GraphicsEnvironment#isHeadless} alone does not
   * suffice: on Linux it is false as soon as the environment variable {@code DISPLAY} is set, even
   * if no server runs on that display.
   */
  public static boolean isAvailable() {
    if (GraphicsEnvironment.isHeadless()) return false;
    try {
      return !GraphicsEnvironment.getLocalGraphicsEnvironment().isHeadlessInstance();
    } catch (final AWTError | NoClassDefFoundError e) {
      // The first call throws the one, later calls throw the other.
      return false;
    }
  }
}
