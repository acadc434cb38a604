package sc.fiji.styletransfer.display;

import java.awt.GraphicsEnvironment;
import java.awt.Rectangle;
import java.awt.Window;

/** Places a window beside another. */
final class WindowPlace {

  private static final int GAP = 8;

  private WindowPlace() {}

  /**
   * Places a window to the right of another, or to its left where there is more room, and within
   * the screen.
   *
   * @param window window to move
   * @param other bounds of the other window
   */
  static void beside(final Window window, final Rectangle other) {
    final Rectangle screen =
        GraphicsEnvironment.getLocalGraphicsEnvironment().getMaximumWindowBounds();
    final int right = other.x + other.width + GAP;
    final int left = other.x - window.getWidth() - GAP;
    final int farthest = screen.x + screen.width - window.getWidth();
    final int lowest = screen.y + screen.height - window.getHeight();
    final boolean onTheLeft = right > farthest && left >= screen.x;
    window.setLocation(
        onTheLeft ? left : Math.max(screen.x, Math.min(right, farthest)),
        Math.max(screen.y, Math.min(other.y, lowest)));
  }
}
