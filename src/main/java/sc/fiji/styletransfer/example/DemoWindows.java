package sc.fiji.styletransfer.example;

import ij.IJ;
import ij.ImageJ;
import ij.ImagePlus;
import ij.gui.GUI;
import ij.gui.ImageWindow;
import ij.gui.MultiLineLabel;
import java.awt.Insets;
import java.awt.Rectangle;
import java.util.List;

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
  private int stylesLeft;
  private List<ImagePlus> styles = List.of();

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
    styles = List.of(first, second);
    final ImageWindow window = place(scene, left, top, WIDE, HIGH);
    resultLeft = left + window.getWidth() + GAP;
    stylesLeft = resultLeft + window.getWidth() + GAP;
    placeStyles();
    window.toFront();
  }

  /** A style that the user has closed takes no room. */
  private void placeStyles() {
    int y = top;
    for (final ImagePlus style : styles)
      if (style.getWindow() != null)
        y += placeWhole(style, stylesLeft, y, STYLE, STYLE).getHeight() + GAP;
  }

  /** The result has the size on the screen already. */
  void placeResult(final ImagePlus scene, final ImagePlus result, final String caption) {
    if (scene.getWindow() != null) placeWhole(scene, left, top, WIDE, HIGH);
    placeStyles();
    final ImageWindow window = result.getWindow();
    window.add(new MultiLineLabel(caption));
    window.pack();
    window.setLocation(resultLeft, top);
    window.toFront();
  }

  /** A window manager that answers late makes images lose the zoom that shows them as a whole. */
  private static ImageWindow placeWhole(
      final ImagePlus image, final int x, final int y, final int width, final int height) {
    image.getCanvas().setSourceRect(new Rectangle(image.getWidth(), image.getHeight()));
    return place(image, x, y, width, height);
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
