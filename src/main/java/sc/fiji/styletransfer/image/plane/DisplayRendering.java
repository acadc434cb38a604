package sc.fiji.styletransfer.image.plane;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.process.ColorProcessor;
import ij.process.ImageProcessor;
import java.util.Arrays;
import java.util.Locale;

/**
 * Renders planes the way ImageJ displays them, without a window: each channel through its lookup
 * table and display range, and composites as the visible channels overlaid in the image's own
 * projection (sum, maximum, minimum or inverted). Images in colour or greyscale mode show their
 * current channel only.
 */
public final class DisplayRendering {

  private static final int WHITE = 0xffffff;

  private final ImagePlanes planes;

  /**
   * Creates a renderer.
   *
   * @param planes planes of the image
   */
  public DisplayRendering(final ImagePlanes planes) {
    this.planes = planes;
  }

  /**
   * Renders the current position of an image.
   *
   * @param image any image; not changed
   * @return the plane, or the overlaid planes, that the image displays
   */
  public static ColorProcessor of(final ImagePlus image) {
    return new DisplayRendering(new ImagePlanes(image)).render(image.getSlice(), image.getFrame());
  }

  /**
   * Renders another position of the image.
   *
   * @param slice slice, from 1
   * @param frame frame, from 1
   * @return the plane, or the overlaid planes, that the image displays there
   */
  public ColorProcessor render(final int slice, final int frame) {
    if (planes.isRgb()) {
      return (ColorProcessor) planes.plane(planes.image().getChannel(), slice, frame);
    }
    if (planes.areOverlaid()) {
      return overlay(slice, frame);
    }
    final ImageProcessor plane = planes.plane(planes.image().getChannel(), slice, frame);
    if (planes.compositeMode() == CompositeImage.GRAYSCALE) {
      inGrey(plane);
    }
    return throughLut(plane);
  }

  private static void inGrey(final ImageProcessor plane) {
    final double min = plane.getMin();
    final double max = plane.getMax();
    plane.setColorModel(plane.getDefaultColorModel());
    plane.setMinAndMax(min, max);
  }

  private ColorProcessor overlay(final int slice, final int frame) {
    final boolean[] visible = ((CompositeImage) planes.image()).getActiveChannels();
    final int projection = projection();
    final int[] pixels = new int[planes.image().getWidth() * planes.image().getHeight()];
    final boolean fromWhite =
        projection == ImageProcessor.MIN_PROJECTION
            || projection == ImageProcessor.INVERT_PROJECTION;
    Arrays.fill(pixels, fromWhite ? WHITE : 0);
    for (int channel = 1; channel <= planes.channels(); channel++) {
      if (visible[channel - 1]) {
        add(planes.plane(channel, slice, frame), projection, pixels);
      }
    }
    return opaque(pixels);
  }

  private static void add(final ImageProcessor plane, final int projection, final int[] pixels) {
    if (projection == ImageProcessor.INVERT_PROJECTION) {
      takeFromWhite((int[]) throughLut(plane).getPixels(), pixels);
    } else {
      plane.updateComposite(pixels, projection);
    }
  }

  /** Subtracts the distance of each channel from white, as ImageJ's inverted overlay does. */
  private static void takeFromWhite(final int[] channel, final int[] pixels) {
    for (int i = 0; i < pixels.length; i++) {
      int rgb = 0;
      for (int shift = 0; shift <= 16; shift += 8) {
        final int rest = (pixels[i] >> shift & 0xff) + (channel[i] >> shift & 0xff) - 0xff;
        rgb |= Math.max(0, rest) << shift;
      }
      pixels[i] = rgb;
    }
  }

  private int projection() {
    final String property = planes.image().getProp("CompositeProjection");
    final String name = property == null ? "" : property.toLowerCase(Locale.ROOT);
    if (name.contains("max")) {
      return ImageProcessor.MAX_PROJECTION;
    } else if (name.contains("min")) {
      return ImageProcessor.MIN_PROJECTION;
    } else if (name.contains("invert")) {
      return ImageProcessor.INVERT_PROJECTION;
    }
    return ImageProcessor.SUM_PROJECTION;
  }

  private static ColorProcessor throughLut(final ImageProcessor plane) {
    final int[] pixels = new int[plane.getPixelCount()];
    plane.updateComposite(pixels, ImageProcessor.SET_FIRST_CHANNEL);
    return opaque(plane.getWidth(), plane.getHeight(), pixels);
  }

  private ColorProcessor opaque(final int[] pixels) {
    return opaque(planes.image().getWidth(), planes.image().getHeight(), pixels);
  }

  private static ColorProcessor opaque(final int width, final int height, final int[] pixels) {
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] |= 0xff000000;
    }
    return new ColorProcessor(width, height, pixels);
  }
}
