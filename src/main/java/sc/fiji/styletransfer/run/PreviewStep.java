package sc.fiji.styletransfer.run;

import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.List;

/**
 * One step of a {@link Preview}: a window of the content at one scale of the run.
 *
 * @param window in pixels of the content
 * @param scale pixels of the picture for each pixel of the content
 */
record PreviewStep(Rectangle window, double scale) {

  /** Largest ratio of the scales of two successive steps. */
  private static final double LARGEST_RATIO = 2;

  /** Logarithm of the ratio of two successive scales of a run. */
  private static final double SCALE = Math.log(2) / 2;

  /**
   * Returns the steps that paint a part of an image as a run from coarse to fine does: the whole
   * image at a small size, smaller and smaller windows around the part at larger and larger scales,
   * and the part at the scale of the result. All windows before the part have about the same number
   * of pixels.
   *
   * @param part in pixels of the content
   * @param whole bounds of the content
   * @param scale of the result
   * @param side longest side of the pictures before the last, in pixels of the picture
   * @return the steps; only the last if the whole result is not larger than that side
   */
  static List<PreviewStep> of(
      final Rectangle part, final Rectangle whole, final double scale, final int side) {
    final double enlarged = scale * Math.max(whole.width, whole.height) / side;
    if (part.equals(whole) || enlarged <= 1) return List.of(new PreviewStep(part, scale));
    final int before = (int) Math.ceil(Math.log(enlarged) / Math.log(LARGEST_RATIO) - 1e-9);
    final List<PreviewStep> steps = new ArrayList<>();
    for (int left = before; left > 0; left--) {
      final double smaller = scale * Math.pow(enlarged, -(double) left / before);
      steps.add(
          new PreviewStep(left == before ? whole : around(part, whole, side / smaller), smaller));
    }
    steps.add(new PreviewStep(part, scale));
    return steps;
  }

  private static Rectangle around(final Rectangle part, final Rectangle whole, final double side) {
    final int width = (int) Math.min(whole.width, Math.max(part.width, side));
    final int height = (int) Math.min(whole.height, Math.max(part.height, side));
    return centred(part, whole, width, height);
  }

  /** Returns a rectangle with the centre of another, or as near to it as it fits into an image. */
  static Rectangle centred(
      final Rectangle other, final Rectangle whole, final int width, final int height) {
    final int x = (int) Math.round(other.getCenterX() - width / 2.0);
    final int y = (int) Math.round(other.getCenterY() - height / 2.0);
    return new Rectangle(
        Math.max(0, Math.min(x, whole.width - width)),
        Math.max(0, Math.min(y, whole.height - height)),
        width,
        height);
  }

  /** Returns the longest side of the picture, in its pixels. */
  int side() {
    return (int) Math.round(scale * Math.max(window.width, window.height));
  }

  /** Returns the number of pixels of the picture. */
  double pixels() {
    return scale * scale * window.width * window.height;
  }

  /**
   * Returns where a picture of this step shows a part of the window.
   *
   * @param part in pixels of the content
   * @param width of the picture
   */
  Rectangle pixelsOf(final Rectangle part, final int width) {
    final double size = (double) width / window.width;
    return new Rectangle(
        (int) Math.round((part.x - window.x) * size),
        (int) Math.round((part.y - window.y) * size),
        (int) Math.max(1, Math.round(part.width * size)),
        (int) Math.max(1, Math.round(part.height * size)));
  }

  /** Returns how many scales of a run are between this step and a later one, and that one. */
  int scalesBefore(final PreviewStep later) {
    return (int) Math.round(Math.log(later.scale / scale) / SCALE);
  }
}
