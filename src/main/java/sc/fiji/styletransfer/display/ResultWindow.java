package sc.fiji.styletransfer.display;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.ImageCanvas;
import ij.gui.ImageWindow;
import ij.macro.Interpreter;

/** Opens a result beside its content, at a size at which one can see it. */
public final class ResultWindow {

  /** Small results are enlarged until their long side has this length, in pixels of the screen. */
  private static final double VISIBLE = 360;

  private ResultWindow() {}

  /**
   * Shows a result.
   *
   * @param result the new image
   * @param content the image that was stylised
   * @param line text for the status bar
   */
  public static void show(final ImagePlus result, final ImagePlus content, final String line) {
    result.show();
    if (Interpreter.isBatchMode() || !WindowSystem.isAvailable()) return;
    final ImageWindow window = result.getWindow();
    if (window == null) return;
    enlarge(result, window.getCanvas());
    if (content.getWindow() == null) WindowPlace.onScreen(window);
    else WindowPlace.beside(window, content.getWindow().getBounds());
    // ImageJ clears the status bar when it opens a window.
    IJ.showStatus(line);
  }

  /**
   * Shows an image that belongs to no other.
   *
   * @param image the image
   */
  public static void show(final ImagePlus image) {
    image.show();
    if (image.getWindow() != null) WindowPlace.onScreen(image.getWindow());
  }

  private static void enlarge(final ImagePlus result, final ImageCanvas canvas) {
    final int side = Math.max(result.getWidth(), result.getHeight());
    double before = 0;
    while (canvas.getMagnification() * side < VISIBLE && canvas.getMagnification() > before) {
      before = canvas.getMagnification();
      canvas.zoomIn(canvas.getWidth() / 2, canvas.getHeight() / 2);
    }
  }
}
