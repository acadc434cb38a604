package sc.fiji.styletransfer.image;

import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.util.Intervals;

/** The values of a picture as an array, red plane first, each row by row. */
final class PictureValues {

  private PictureValues() {}

  static float[] of(final RandomAccessibleInterval<FloatType> picture) {
    final float[] values = new float[(int) Intervals.numElements(picture)];
    final Cursor<FloatType> cursor = RgbPicture.values(picture);
    for (int i = 0; i < values.length; i++) values[i] = cursor.next().get();
    return values;
  }
}
