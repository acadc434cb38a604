package sc.fiji.styletransfer.colour;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.type.numeric.real.FloatType;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;
import sc.fiji.styletransfer.picture.ColourPlanes;

/**
 * A linear map of colours x ↦ A·x + b. Results are not limited to 0 to 1, which would change mean
 * and covariance; the network accepts any values.
 *
 * @param linear A
 * @param offset b
 */
record ColourTransport(RealMatrix linear, RealVector offset) {

  /**
   * Computes the map between two colour statistics.
   *
   * @param from mean and covariance of the original colours
   * @param to mean and covariance of the mapped colours
   * @return the map that changes colours least
   */
  static ColourTransport between(final ColourStatistics from, final ColourStatistics to) {
    final RealMatrix linear = from.transportTo(to);
    return new ColourTransport(linear, to.mean().subtract(linear.operate(from.mean())));
  }

  /**
   * Maps the colours of a picture.
   *
   * @param picture dimensions (W, H, 3)
   * @return a new picture of the same size
   */
  Img<FloatType> apply(final RandomAccessibleInterval<FloatType> picture) {
    final ColourPlanes from = ColourPlanes.of(picture);
    final ColourPlanes to = ColourPlanes.of(picture);
    for (int pixel = 0; pixel < from.pixels(); pixel++)
      for (int row = 0; row < ColourPlanes.COLOURS; row++) {
        double sum = offset.getEntry(row);
        for (int c = 0; c < ColourPlanes.COLOURS; c++)
          sum += linear.getEntry(row, c) * from.get(c, pixel);
        to.set(row, pixel, sum);
      }
    return to.toImg();
  }
}
