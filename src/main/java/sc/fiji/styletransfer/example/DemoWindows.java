package sc.fiji.styletransfer.example;

import ij.IJ;
import ij.ImageJ;
import ij.ImagePlus;
import ij.gui.GUI;
import ij.gui.ImageWindow;
import ij.gui.MultiLineLabel;
import java.awt.Insets;
import java.awt.Rectangle;

/**
 * The windows of the demo below ImageJ's own: the scene, beside it the result with the caption, and
 * at the right the two styles.
 */
final class DemoWindows {

  /** Width and height of the scene and the result on the screen. */
  private static final int WIDE = 384;

  private static final int HIGH = 256;

  /** Side of a style on the screen. */
  private static final int STYLE = 192;

  private static final int GAP = 8;

  private final int left;
  private final int top;
  private int resultLeft;

  DemoWindows() {
    final ImageJ main = IJ.getInstance();
    final Rectangle screen = GUI.getMaxWindowBounds(main);
    final int width = 2 * (WIDE + 2 * GAP) + STYLE + 4 * GAP;
    final int wanted = main == null ? screen.x : main.getX();
    left = Math.max(screen.x, Math.min(wanted, screen.x + screen.width - width));
    top = main == null ? screen.y : main.getY() + main.getHeight() + GAP;
    resultLeft = left;
  }

  void place(final ImagePlus scene, final ImagePlus first, final ImagePlus second) {
    final ImageWindow window = place(scene, left, top, WIDE, HIGH);
    resultLeft = left + window.getWidth() + GAP;
    final int stylesLeft = resultLeft + window.getWidth() + GAP;
    final ImageWindow above = place(first, stylesLeft, top, STYLE, STYLE);
    place(second, stylesLeft, top + above.getHeight() + GAP, STYLE, STYLE);
    window.toFront();
  }

  /** The result has the size on the screen already; the scene may have lost its zoom in the run. */
  void placeResult(final ImagePlus scene, final ImagePlus result, final String caption) {
    if (scene.getWindow() != null) {
      scene.getCanvas().setSourceRect(new Rectangle(scene.getWidth(), scene.getHeight()));
      place(scene, left, top, WIDE, HIGH);
    }
    final ImageWindow window = result.getWindow();
    window.add(new MultiLineLabel(caption));
    window.pack();
    window.setLocation(resultLeft, top);
    window.toFront();
  }

  private static ImageWindow place(
      final ImagePlus image, final int x, final int y, final int width, final int height) {
    final ImageWindow window = image.getWindow();
    final Insets frame = window.getInsets();
    window.setLocationAndSize(
        x, y, width + frame.left + frame.right + GAP, height + frame.top + frame.bottom + GAP);
    return window;
  }
}
