package sc.fiji.styletransfer.run;

import ij.process.Blitter;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;
import java.awt.Rectangle;
import java.util.Optional;

/**
 * A picture that a step of a preview has painted.
 *
 * @param step the step
 * @param content the content at the size of the picture, if the run starts from the content
 * @param picture what the step has painted
 */
record StepPicture(PreviewStep step, Optional<ColorProcessor> content, ColorProcessor picture) {

  private static final int COLOURS = 3;

  /**
   * Returns the picture from which a later step starts. As in a run, only the change of the content
   * is enlarged, so that the details of the content at the larger scale are there.
   *
   * @param later a later step
   * @param its content of the later step
   * @return the enlarged picture, of the size of that content
   */
  ColorProcessor enlarged(final PreviewStep later, final ColorProcessor its) {
    final ColorProcessor enlarged = new ColorProcessor(its.getWidth(), its.getHeight());
    for (int colour = 0; colour < COLOURS; colour++) {
      final FloatProcessor plane = its.toFloat(colour, null);
      final FloatProcessor change = picture.toFloat(colour, null);
      if (content.isPresent())
        change.copyBits(content.get().toFloat(colour, null), 0, 0, Blitter.SUBTRACT);
      else plane.set(0);
      addEnlarged(change, later.window(), plane);
      enlarged.setPixels(colour, plane);
    }
    return enlarged;
  }

  /** Adds what a window shows of a plane of this step, enlarged to the size of the target. */
  private void addEnlarged(
      final FloatProcessor plane, final Rectangle window, final FloatProcessor target) {
    final double toPlane = (double) plane.getWidth() / step.window().width;
    final double toContent = (double) window.width / target.getWidth();
    final double left = window.x - step.window().x;
    final double top = window.y - step.window().y;
    for (int y = 0; y < target.getHeight(); y++)
      for (int x = 0; x < target.getWidth(); x++)
        target.setf(
            x,
            y,
            target.getf(x, y)
                + (float)
                    plane.getBicubicInterpolatedPixel(
                        ((x + 0.5) * toContent + left) * toPlane - 0.5,
                        ((y + 0.5) * toContent + top) * toPlane - 0.5,
                        plane));
  }

  /** Returns the part of the picture that a later step shows. */
  ColorProcessor seen(final PreviewStep later) {
    return (ColorProcessor)
        StylePatches.crop(picture, step.pixelsOf(later.window(), picture.getWidth()));
  }
}
