package sc.fiji.styletransfer.run;

import ij.process.ColorProcessor;
import ij.process.ImageProcessor;
import java.awt.Rectangle;

/**
 * Gives patches of a style the mean colours and the contrast of a place in a picture that a preview
 * has painted before. A run binds the contrast of the whole picture to that of the style, so that
 * its smooth places get less and its busy places more. The preview binds a window by itself.
 *
 * <p>The contrast E is the mean squared difference of neighbouring pixels, at the size of the
 * picture. The deviations of a patch from its mean are multiplied by √(g·E(place)/E(patch)). If the
 * picture shows the whole, g is E(style)/E(picture), because at small sizes a run has not yet
 * reached the contrast of the style; otherwise g is 1.
 */
final class PatchContrast {

  /** Largest factor of the deviations, and one over the smallest. */
  private static final double LIMIT = 4;

  private static final int SMALLEST_SIDE = 2;
  private static final int COLOURS = 3;

  private final double toPicture;
  private final double gain;

  /**
   * @param style the whole style
   * @param before picture that the preview has painted before
   * @param whole bounds of the content
   * @param toPicture pixels of that picture for each pixel of the style
   */
  PatchContrast(
      final ImageProcessor style,
      final StepPicture before,
      final Rectangle whole,
      final double toPicture) {
    this.toPicture = toPicture;
    gain =
        before.step().window().equals(whole)
            ? contrast(small(style)) / Math.max(1, contrast(before.picture()))
            : 1;
  }

  /**
   * Adapts a patch.
   *
   * @param patch of the style
   * @param place of the picture, in RGB
   * @return a picture of the size of the patch
   */
  ColorProcessor adapted(final ImageProcessor patch, final ImageProcessor place) {
    final double ratio = gain * contrast(place) / Math.max(1, contrast(small(patch)));
    final double factor = Math.max(1 / LIMIT, Math.min(LIMIT, Math.sqrt(ratio)));
    final ColorProcessor pixels = patch.convertToColorProcessor();
    final double[] from = StylePatches.moments(pixels);
    final double[] to = StylePatches.moments(place);
    final ColorProcessor adapted = new ColorProcessor(pixels.getWidth(), pixels.getHeight());
    for (int i = 0; i < pixels.getPixelCount(); i++) {
      int pixel = 0;
      for (int a = 0; a < COLOURS; a++) {
        final double value =
            StylePatches.BYTE * (to[a] - factor * from[a])
                + factor * StylePatches.value(pixels.get(i), a);
        pixel |= (int) Math.max(0, Math.min(StylePatches.BYTE, Math.round(value))) << Byte.SIZE * a;
      }
      adapted.set(i, pixel);
    }
    return adapted;
  }

  /** Returns a part of the style at the size of the picture. */
  private ImageProcessor small(final ImageProcessor part) {
    return StylePatches.resized(
        part.convertToColorProcessor(), side(part.getWidth()), side(part.getHeight()));
  }

  private int side(final int length) {
    return (int) Math.max(SMALLEST_SIDE, Math.round(Math.min(1, toPicture) * length));
  }

  private static double contrast(final ImageProcessor picture) {
    double sum = 0;
    for (int y = 1; y < picture.getHeight(); y++)
      for (int x = 1; x < picture.getWidth(); x++)
        for (int a = 0; a < COLOURS; a++) {
          final int here = StylePatches.value(picture.get(x, y), a);
          final int left = here - StylePatches.value(picture.get(x - 1, y), a);
          final int above = here - StylePatches.value(picture.get(x, y - 1), a);
          sum += left * left + above * above;
        }
    return sum / Math.max(1, COLOURS * (picture.getWidth() - 1) * (picture.getHeight() - 1));
  }
}
