package sc.fiji.styletransfer.measure;

import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;
import sc.fiji.styletransfer.transfer.TransferInputs;

/** Draws a content and a style for measurements of speed, so that nobody needs a file. */
public final class DrawnPictures {

  private DrawnPictures() {}

  /**
   * Returns two pictures in the proportions 4 : 3: soft discs, and stripes.
   *
   * @param width width in pixels
   * @return content and style
   */
  public static TransferInputs inputs(final int width) {
    return TransferInputs.of(
        draw(width, (x, y, c) -> 0.5 + 0.4 * Math.sin(9 * Math.hypot(x - 0.4, y - 0.3) + c)),
        draw(width, (x, y, c) -> Math.sin(60 * x + 25 * y + 2 * c * y) > 0 ? 0.8 : 0.2));
  }

  /**
   * @param width width in pixels
   * @return height of the pictures
   */
  public static int height(final int width) {
    return 3 * width / 4;
  }

  /** A value from 0 to 1 at a position, in widths, for a colour. */
  private interface Formula {
    double at(double x, double y, int colour);
  }

  private static Img<FloatType> draw(final int width, final Formula formula) {
    final int height = height(width);
    final float[] values = new float[3 * width * height];
    for (int i = 0; i < values.length; i++)
      values[i] =
          (float)
              formula.at(
                  i % width / (double) width,
                  i / width % height / (double) width,
                  i / (width * height));
    return ArrayImgs.floats(values, width, height, 3);
  }
}
