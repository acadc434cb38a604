package sc.fiji.styletransfer.image.read;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.ImageStack;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.LUT;
import java.util.List;

/** Assembles decoded planes to an ImageJ image. */
final class DecodedImage {

  private static final int SHORT_MAX = 65535;
  private static final int COLOURS = 3;

  private DecodedImage() {}

  /**
   * Assembles an image. Three channels that are the colours of an RGB file share one display range,
   * so that their colours are those of the same file with 8 bits: 0 to 65535 for 16 bits, and from
   * the lowest to the highest finite value of all three for floats.
   *
   * @param title of the image
   * @param planes all channels of the first page, then those of the next
   * @param channels number of planes of a page
   * @param colour whether three channels are red, green and blue
   * @return a new image, not shown
   */
  static ImagePlus of(
      final String title,
      final List<ImageProcessor> planes,
      final int channels,
      final boolean colour) {
    final ImageProcessor first = planes.get(0);
    if (planes.size() == 1) return new ImagePlus(title, first);
    final ImageStack stack = new ImageStack(first.getWidth(), first.getHeight());
    planes.forEach(stack::addSlice);
    final ImagePlus image = new ImagePlus(title, stack);
    image.setDimensions(channels, planes.size() / channels, 1);
    if (channels == 1) return image;
    image.setOpenAsHyperStack(planes.size() > channels);
    final boolean rgb = colour && channels == COLOURS && !(first instanceof ColorProcessor);
    return composite(image, rgb ? range(planes) : null);
  }

  private static ImagePlus composite(final ImagePlus image, final double[] range) {
    final CompositeImage composite =
        new CompositeImage(
            image, range == null ? CompositeImage.GRAYSCALE : CompositeImage.COMPOSITE);
    if (range == null) return composite;
    final LUT[] luts = composite.getLuts();
    for (final LUT lut : luts) {
      lut.min = range[0];
      lut.max = range[1];
    }
    composite.setLuts(luts);
    return composite;
  }

  private static double[] range(final List<ImageProcessor> planes) {
    if (!(planes.get(0) instanceof FloatProcessor)) return new double[] {0, SHORT_MAX};
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    for (final ImageProcessor plane : planes)
      for (int i = 0; i < plane.getPixelCount(); i++) {
        final float value = plane.getf(i);
        if (Float.isFinite(value)) {
          min = Math.min(min, value);
          max = Math.max(max, value);
        }
      }
    return min <= max ? new double[] {min, max} : new double[] {0, 1};
  }
}
