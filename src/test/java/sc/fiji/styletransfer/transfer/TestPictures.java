package sc.fiji.styletransfer.transfer;

import java.util.Random;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.util.Intervals;
import net.imglib2.view.Views;

/** Small pictures from a seed. */
public final class TestPictures {

  private TestPictures() {}

  /** Soft waves of colour with a little noise, dimensions (width, height, 3), values 0 to 1. */
  public static Img<FloatType> waves(final int width, final int height, final long seed) {
    final Random random = new Random(seed);
    final float[] values = new float[3 * width * height];
    for (int c = 0; c < 3; c++) {
      final double angle = random.nextDouble() * Math.PI;
      final double period = 6 + 14 * random.nextDouble();
      for (int y = 0; y < height; y++)
        for (int x = 0; x < width; x++) {
          final double along = x * Math.cos(angle) + y * Math.sin(angle);
          final double wave = 0.5 + 0.35 * Math.sin(2 * Math.PI * along / period);
          values[(c * height + y) * width + x] =
              (float) Math.max(0, Math.min(1, wave + 0.05 * random.nextGaussian()));
        }
    }
    return ArrayImgs.floats(values, width, height, 3);
  }

  /** A mask of one value, dimensions (width, height). */
  public static Img<FloatType> plane(final int width, final int height, final float value) {
    final Img<FloatType> plane = ArrayImgs.floats(width, height);
    for (final FloatType pixel : plane) pixel.set(value);
    return plane;
  }

  /** The values of a picture, red plane first, each row by row. */
  public static float[] values(final RandomAccessibleInterval<FloatType> picture) {
    final float[] values = new float[(int) Intervals.numElements(picture)];
    int i = 0;
    for (final FloatType value : Views.flatIterable(picture)) values[i++] = value.get();
    return values;
  }
}
