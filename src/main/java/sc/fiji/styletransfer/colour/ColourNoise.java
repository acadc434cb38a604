package sc.fiji.styletransfer.colour;

import java.util.Random;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.type.numeric.real.FloatType;
import org.apache.commons.math3.linear.RealMatrix;
import sc.fiji.styletransfer.picture.ColourPlanes;
import sc.fiji.styletransfer.picture.PictureSize;

/**
 * Gaussian noise with mean and covariance of the colours of a picture. Pixels are independent of
 * each other.
 *
 * @param seed seed of the random numbers
 */
public record ColourNoise(long seed) {

  /**
   * Creates the noise.
   *
   * @param picture picture with the colours, dimensions (W, H, 3)
   * @param size size of the noise
   * @return a new picture; values are not limited to 0 to 1
   */
  public Img<FloatType> like(
      final RandomAccessibleInterval<FloatType> picture, final PictureSize size) {
    final ColourStatistics colours = ColourStatistics.of(picture);
    final RealMatrix spread = ColourStatistics.root(colours.covariance());
    final Random random = new Random(seed);
    final ColourPlanes noise = ColourPlanes.black(size);
    final double[] gaussian = new double[ColourPlanes.COLOURS];
    for (int pixel = 0; pixel < noise.pixels(); pixel++) {
      for (int c = 0; c < gaussian.length; c++) gaussian[c] = random.nextGaussian();
      final double[] colour = spread.operate(gaussian);
      for (int c = 0; c < colour.length; c++)
        noise.set(c, pixel, colour[c] + colours.mean().getEntry(c));
    }
    return noise.toImg();
  }
}
