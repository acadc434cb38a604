package sc.fiji.styletransfer.display;

import ij.gui.GUI;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.Window;

/** Places windows so that all of them can be seen. */
final class WindowPlace {

  private static final int GAP = 8;

  private WindowPlace() {}

  /**
   * Places a window to the right of another, or to its left where there is more room, and within
   * the screen of the other.
   *
   * @param window window to move
   * @param other bounds of the other window
   */
  static void beside(final Window window, final Rectangle other) {
    final Point middle = new Point((int) other.getCenterX(), (int) other.getCenterY());
    window.setLocation(beside(window.getBounds(), other, GUI.getMaxWindowBounds(middle)));
  }

  /**
   * Moves a window into the screen on which it opened.
   *
   * @param window window to move
   */
  static void onScreen(final Window window) {
    final Point place = within(window.getBounds(), GUI.getMaxWindowBounds(window));
    if (!place.equals(window.getLocation())) window.setLocation(place);
  }

  static Point beside(final Rectangle window, final Rectangle other, final Rectangle screen) {
    final int right = other.x + other.width + GAP;
    final int left = other.x - window.width - GAP;
    final boolean onTheLeft = right + window.width > screen.x + screen.width && left >= screen.x;
    return within(
        new Rectangle(onTheLeft ? left : right, other.y, window.width, window.height), screen);
  }

  /** Of a window that is larger than the screen, the top left corner can be seen. */
  static Point within(final Rectangle window, final Rectangle screen) {
    final int farthest = screen.x + screen.width - window.width;
    final int lowest = screen.y + screen.height - window.height;
    return new Point(
        Math.max(screen.x, Math.min(window.x, farthest)),
        Math.max(screen.y, Math.min(window.y, lowest)));
  }
}
