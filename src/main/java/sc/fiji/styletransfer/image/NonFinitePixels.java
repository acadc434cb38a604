package sc.fiji.styletransfer.image;

import ij.process.FloatProcessor;
import ij.process.ImageProcessor;

/**
 * Pixels of float planes that are NaN or infinite. The result keeps them; for its neighbours each
 * of them counts as an end of the display range: the upper end for positive infinity, otherwise the
 * lower end.
 */
final class NonFinitePixels {

  /** Property of a result that holds their number; images without such pixels lack it. */
  static final String PROPERTY = "NonFinitePixels";

  private NonFinitePixels() {}

  /**
   * Counts them.
   *
   * @param plane any plane
   * @return their number; 0 for integer planes
   */
  static int count(final ImageProcessor plane) {
    if (!(plane instanceof FloatProcessor)) return 0;
    int count = 0;
    for (int i = 0; i < plane.getPixelCount(); i++) if (!Float.isFinite(plane.getf(i))) count++;
    return count;
  }

  /**
   * Returns the display range. ImageJ computes an infinite range for some planes with infinite
   * pixels; the range of the finite pixels replaces it.
   *
   * @param plane any plane
   * @return finite minimum and maximum
   */
  static double[] range(final ImageProcessor plane) {
    if (Double.isFinite(plane.getMin()) && Double.isFinite(plane.getMax()))
      return new double[] {plane.getMin(), plane.getMax()};
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < plane.getPixelCount(); i++)
      if (Float.isFinite(plane.getf(i))) {
        min = Math.min(min, plane.getf(i));
        max = Math.max(max, plane.getf(i));
      }
    return min <= max ? new double[] {min, max} : new double[] {0, 1};
  }

  /**
   * Resizes a plane with bilinear interpolation of the finite values. Pixels that are not finite
   * appear where the nearest pixel of the plane is one of them.
   *
   * @param plane plane of any type
   * @param width of the result in pixels
   * @param height of the result in pixels
   * @return a new plane
   */
  static ImageProcessor resize(final ImageProcessor plane, final int width, final int height) {
    if (count(plane) == 0) return interpolated(plane, width, height);
    final ImageProcessor resized = interpolated(bounded(plane), width, height);
    for (int y = 0; y < height; y++)
      for (int x = 0; x < width; x++) {
        final float value =
            plane.getf(nearest(x, width, plane.getWidth()), nearest(y, height, plane.getHeight()));
        if (!Float.isFinite(value)) resized.setf(x, y, value);
      }
    final double[] range = range(plane);
    resized.setMinAndMax(range[0], range[1]);
    return resized;
  }

  private static ImageProcessor interpolated(
      final ImageProcessor plane, final int width, final int height) {
    plane.setInterpolationMethod(ImageProcessor.BILINEAR);
    final boolean averageWhenSmaller = true;
    return plane.resize(width, height, averageWhenSmaller);
  }

  private static ImageProcessor bounded(final ImageProcessor plane) {
    final ImageProcessor bounded = plane.duplicate();
    final double[] range = range(plane);
    for (int i = 0; i < bounded.getPixelCount(); i++) {
      final float value = plane.getf(i);
      if (Float.isFinite(value)) continue;
      final double end = value == Float.POSITIVE_INFINITY ? range[1] : range[0];
      bounded.setf(i, (float) end);
    }
    return bounded;
  }

  private static int nearest(final int position, final int size, final int sourceSize) {
    return (int) ((position + 0.5) * sourceSize / size);
  }
}
