package sc.fiji.styletransfer.transfer;

import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

/**
 * A copy of a picture's values: all red ones row by row, then green, then blue.
 *
 * @param values of length 3·pixels
 * @param width in pixels
 */
record ColourPlanes(float[] values, int width) {

  static final int COLOURS = 3;

  /**
   * @param picture dimensions (W, H, 3)
   */
  static ColourPlanes of(final RandomAccessibleInterval<FloatType> picture) {
    final int width = (int) picture.dimension(0);
    final float[] values = new float[COLOURS * width * (int) picture.dimension(1)];
    final Cursor<FloatType> cursor = Views.flatIterable(picture).cursor();
    for (int i = 0; i < values.length; i++) values[i] = cursor.next().get();
    return new ColourPlanes(values, width);
  }

  /** Number of pixels. */
  int pixels() {
    return values.length / COLOURS;
  }

  /** One colour of one pixel. */
  float get(final int colour, final int pixel) {
    return values[colour * pixels() + pixel];
  }

  void set(final int colour, final int pixel, final double value) {
    values[colour * pixels() + pixel] = (float) value;
  }

  /** Brightness of a pixel, 0.299 R + 0.587 G + 0.114 B (ITU-R BT.601). */
  double luminance(final int pixel) {
    return 0.299 * get(0, pixel) + 0.587 * get(1, pixel) + 0.114 * get(2, pixel);
  }

  /** A picture that shares these values. */
  Img<FloatType> toImg() {
    return ArrayImgs.floats(values, width, pixels() / width, COLOURS);
  }
}
