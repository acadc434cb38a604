package sc.fiji.styletransfer.image;

import ij.process.ImageProcessor;
import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.type.numeric.real.FloatType;
import sc.fiji.styletransfer.picture.PictureMemory;

/**
 * Converts grey planes of 8, 16 and 32 bits by their display range [min, max].
 *
 * <p>The picture is c = clamp((v - min) / (max - min), 0, 1) in all three colours, or 1 - c under
 * an inverted lookup table, so the network evaluates the brightness that ImageJ displays. The way
 * back adds the change of brightness to the value: v' = v + (max - min) (Y(s) - c), with the
 * opposite sign under an inverted table, where Y is the luma of the stylised picture s. The result
 * is not clipped: a value outside the display range keeps its excess, NaN and infinite values stay
 * as they are, and a pixel whose picture does not change keeps its exact value. For s in [0, 1] a
 * value v' of an integer type lies between its old value and the display range; it saturates only
 * if the display range is wider than the type.
 *
 * @param min grey value displayed darkest (brightest if inverted)
 * @param max grey value displayed brightest; a range of width 0 becomes one grey level wide
 * @param inverted whether the lookup table displays high values dark
 */
record GreyMapping(double min, double max, boolean inverted) implements PlaneMapping {

  /** Luma of ITU-R BT.601; the weights sum to 1. */
  private static final double RED = 0.299;

  private static final double GREEN = 0.587;

  private static final double BLUE = 0.114;

  static GreyMapping of(final ImageProcessor plane) {
    final double[] range = NonFinitePixels.range(plane);
    final double min = range[0];
    final double max = range[1];
    return new GreyMapping(min, max > min ? max : min + 1, plane.isInvertedLut());
  }

  @Override
  public Img<FloatType> toPicture(final ImageProcessor plane) {
    final Img<FloatType> picture =
        PictureMemory.ofHeap().create(plane.getWidth(), plane.getHeight());
    final Cursor<FloatType> values = RgbPicture.values(picture);
    for (int colour = 0; colour < RgbPicture.COLOURS; colour++)
      for (int i = 0; i < plane.getPixelCount(); i++) values.next().set(brightness(plane.getf(i)));
    return picture;
  }

  private float brightness(final float value) {
    final double share = (value - min) / (max - min);
    // The order of the comparison makes NaN dark.
    final double clamped = share > 0 ? Math.min(share, 1) : 0;
    return (float) (inverted ? 1 - clamped : clamped);
  }

  @Override
  public ImageProcessor apply(
      final ImageProcessor plane, final RandomAccessibleInterval<FloatType> stylised) {
    final Cursor<FloatType> red = RgbPicture.values(stylised, 0);
    final Cursor<FloatType> green = RgbPicture.values(stylised, 1);
    final Cursor<FloatType> blue = RgbPicture.values(stylised, 2);
    final ImageProcessor result = plane.createProcessor(plane.getWidth(), plane.getHeight());
    final double scale = inverted ? min - max : max - min;
    for (int i = 0; i < plane.getPixelCount(); i++) {
      final float value = plane.getf(i);
      final float before = brightness(value);
      // Differences colour by colour: equal colours must give exactly zero.
      final double change =
          RED * (red.next().get() - before)
              + GREEN * (green.next().get() - before)
              + BLUE * (blue.next().get() - before);
      set(result, i, change == 0 ? value : value + scale * change);
    }
    return result;
  }

  private static void set(final ImageProcessor plane, final int i, final double value) {
    if (plane.getBitDepth() == 32) {
      plane.setf(i, (float) value);
    } else {
      final int top = (1 << plane.getBitDepth()) - 1;
      plane.set(i, (int) Math.max(0, Math.min(top, Math.round(value))));
    }
  }
}
