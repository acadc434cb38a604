package sc.fiji.styletransfer.image.read;

import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.LUT;
import ij.process.ShortProcessor;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorConvertOp;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.util.ArrayList;
import java.util.List;

/**
 * Converts decoded pictures to ImageJ planes.
 *
 * <ul>
 *   <li>RGB of 8 bits becomes one RGB plane; RGB of more bits becomes three planes.
 *   <li>Grey values keep their depth: 8 or 16 bits, otherwise 32-bit float. A palette of greys
 *       becomes grey values of 8 bits; a palette of colours stays a lookup table.
 *   <li>Colours of another colour space are converted to sRGB.
 *   <li>Transparent pixels are composited over white: v = a c + (1 - a) white.
 * </ul>
 */
final class RasterPlanes {

  private static final int BYTE_MAX = 255;
  private static final int SHORT_MAX = 65535;
  private static final int COLOURS = 3;

  private RasterPlanes() {}

  /**
   * Converts a picture.
   *
   * @param picture decoded picture with its colour model
   * @return one plane, or three for RGB of more than 8 bits
   */
  static List<ImageProcessor> of(final BufferedImage picture) {
    if (picture.getColorModel() instanceof IndexColorModel palette)
      return List.of(indexed(picture.getRaster(), palette));
    final boolean grey = picture.getColorModel().getNumColorComponents() == 1;
    final BufferedImage srgb = grey ? picture : inSrgb(picture);
    final boolean alpha = srgb.getColorModel().hasAlpha();
    final boolean premultiplied = srgb.isAlphaPremultiplied();
    final Raster raster = srgb.getRaster();
    final int colours = raster.getNumBands() - (alpha ? 1 : 0);
    if (colours >= COLOURS && raster.getSampleModel().getSampleSize(0) <= Byte.SIZE)
      return List.of(rgb(raster, alpha, premultiplied));
    final List<ImageProcessor> planes = new ArrayList<>();
    for (int band = 0; band < colours; band++)
      planes.add(overWhite(raster, band, alpha && !premultiplied, colours));
    return planes;
  }

  /**
   * Converts the bands of a raster that has no colours, such as measurements.
   *
   * @param raster samples
   * @param signed whether integer samples have a sign
   * @return a plane for each band
   */
  static List<ImageProcessor> of(final Raster raster, final boolean signed) {
    final List<ImageProcessor> planes = new ArrayList<>();
    for (int band = 0; band < raster.getNumBands(); band++) planes.add(plane(raster, band, signed));
    return planes;
  }

  private static BufferedImage inSrgb(final BufferedImage picture) {
    final ColorModel model = picture.getColorModel();
    if (model.getColorSpace().isCS_sRGB()) return picture;
    final int type = picture.getRaster().getTransferType();
    final boolean wide = type == DataBuffer.TYPE_USHORT;
    final ColorModel target =
        new ComponentColorModel(
            ColorSpace.getInstance(ColorSpace.CS_sRGB),
            model.hasAlpha(),
            false,
            model.getTransparency(),
            wide ? DataBuffer.TYPE_USHORT : DataBuffer.TYPE_BYTE);
    final WritableRaster raster =
        target.createCompatibleWritableRaster(picture.getWidth(), picture.getHeight());
    final BufferedImage converted = new BufferedImage(target, raster, false, null);
    return new ColorConvertOp(null).filter(picture, converted);
  }

  private static ImageProcessor rgb(
      final Raster raster, final boolean alpha, final boolean premultiplied) {
    final int width = raster.getWidth();
    final int height = raster.getHeight();
    final int bands = raster.getNumBands();
    final int[] pixels = new int[width * height];
    int[] row = null;
    for (int y = 0; y < height; y++) {
      row = raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, row);
      for (int x = 0, i = 0; x < width; x++, i += bands) {
        final int a = alpha ? row[i + COLOURS] : BYTE_MAX;
        int rgb = 0xff000000;
        for (int c = 0; c < COLOURS; c++)
          rgb |= over(row[i + c], a, BYTE_MAX, premultiplied) << 16 - 8 * c;
        pixels[y * width + x] = rgb;
      }
    }
    return new ColorProcessor(width, height, pixels);
  }

  private static int over(
      final int colour, final int alpha, final int max, final boolean premultiplied) {
    if (alpha == max) return colour;
    final long own = premultiplied ? (long) colour * max : (long) colour * alpha;
    return (int) Math.min(max, (own + (long) max * (max - alpha) + max / 2) / max);
  }

  private static ImageProcessor overWhite(
      final Raster raster, final int band, final boolean alpha, final int alphaBand) {
    final ImageProcessor plane = plane(raster, band, false);
    if (!alpha || plane instanceof FloatProcessor) return plane;
    final int max = plane instanceof ByteProcessor ? BYTE_MAX : SHORT_MAX;
    int[] row = null;
    for (int y = 0; y < plane.getHeight(); y++) {
      row = raster.getSamples(0, y, plane.getWidth(), 1, alphaBand, row);
      for (int x = 0; x < plane.getWidth(); x++)
        plane.set(x, y, over(plane.get(x, y), row[x], max, false));
    }
    return plane;
  }

  private static ImageProcessor plane(final Raster raster, final int band, final boolean signed) {
    final int bits = raster.getSampleModel().getSampleSize(band);
    final boolean integer = raster.getTransferType() < DataBuffer.TYPE_INT;
    if (!integer || bits > Short.SIZE) return floats(raster, band);
    final int width = raster.getWidth();
    final ImageProcessor plane =
        bits <= Byte.SIZE
            ? new ByteProcessor(width, raster.getHeight())
            : new ShortProcessor(width, raster.getHeight());
    // ImageJ stores signed values with this offset and subtracts it in the calibration.
    final int offset = signed ? 1 << bits - 1 : 0;
    final int mask = (1 << bits) - 1;
    int[] row = null;
    for (int y = 0; y < raster.getHeight(); y++) {
      row = raster.getSamples(0, y, width, 1, band, row);
      for (int x = 0; x < width; x++) plane.set(x, y, row[x] + offset & mask);
    }
    return plane;
  }

  private static ImageProcessor floats(final Raster raster, final int band) {
    final int width = raster.getWidth();
    final float[] values = new float[width * raster.getHeight()];
    double[] row = null;
    for (int y = 0; y < raster.getHeight(); y++) {
      row = raster.getSamples(0, y, width, 1, band, row);
      for (int x = 0; x < width; x++) values[y * width + x] = (float) row[x];
    }
    return new FloatProcessor(width, raster.getHeight(), values);
  }

  private static ImageProcessor indexed(final Raster raster, final IndexColorModel palette) {
    if (palette.getMapSize() > BYTE_MAX + 1) return coloured(raster, palette);
    final ByteProcessor plane = new ByteProcessor(raster.getWidth(), raster.getHeight());
    int[] row = null;
    for (int y = 0; y < plane.getHeight(); y++) {
      row = raster.getSamples(0, y, plane.getWidth(), 1, 0, row);
      for (int x = 0; x < plane.getWidth(); x++) plane.set(x, y, row[x]);
    }
    final byte[][] colours = colours(palette);
    if (isGrey(colours, palette.getMapSize()) && !isInverse(colours[0], palette.getMapSize()))
      return greyed(plane, colours[0]);
    plane.setLut(new LUT(colours[0], colours[1], colours[2]));
    return plane;
  }

  /** The palette, composited over white. */
  private static byte[][] colours(final IndexColorModel palette) {
    final byte[][] colours = new byte[COLOURS][BYTE_MAX + 1];
    for (int i = 0; i < Math.min(palette.getMapSize(), BYTE_MAX + 1); i++) {
      final int alpha = palette.getAlpha(i);
      colours[0][i] = (byte) over(palette.getRed(i), alpha, BYTE_MAX, false);
      colours[1][i] = (byte) over(palette.getGreen(i), alpha, BYTE_MAX, false);
      colours[2][i] = (byte) over(palette.getBlue(i), alpha, BYTE_MAX, false);
    }
    return colours;
  }

  private static boolean isGrey(final byte[][] colours, final int size) {
    for (int i = 0; i < Math.min(size, BYTE_MAX + 1); i++)
      if (colours[0][i] != colours[1][i] || colours[0][i] != colours[2][i]) return false;
    return true;
  }

  /** ImageJ saves its masks with this palette; their numbers matter. */
  private static boolean isInverse(final byte[] greys, final int size) {
    for (int i = 0; i <= BYTE_MAX; i++) if ((greys[i] & BYTE_MAX) != BYTE_MAX - i) return false;
    return size == BYTE_MAX + 1;
  }

  /** ImageJ has no lookup table for numbers of 16 bits. */
  private static ImageProcessor coloured(final Raster raster, final IndexColorModel palette) {
    final ColorProcessor plane = new ColorProcessor(raster.getWidth(), raster.getHeight());
    int[] row = null;
    for (int y = 0; y < plane.getHeight(); y++) {
      row = raster.getSamples(0, y, plane.getWidth(), 1, 0, row);
      for (int x = 0; x < plane.getWidth(); x++) plane.set(x, y, palette.getRGB(row[x]));
    }
    return plane;
  }

  private static ImageProcessor greyed(final ByteProcessor plane, final byte[] greys) {
    final byte[] pixels = (byte[]) plane.getPixels();
    for (int i = 0; i < pixels.length; i++) pixels[i] = greys[pixels[i] & BYTE_MAX];
    return plane;
  }
}
