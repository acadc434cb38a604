package sc.fiji.styletransfer.colour;

import java.util.Random;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.type.numeric.real.FloatType;
import org.apache.commons.math3.linear.RealMatrix;
import sc.fiji.styletransfer.picture.ColourPlanes;
import sc.fiji.styletransfer.picture.PictureSize;

/**
 * Gaussian noise whose colours have mean and covariance of a picture's, pixel by pixel independent.
 *
 * @param seed of the noise
 */
public record ColourNoise(long seed) {

  /**
   * @param picture whose colours are taken, dimensions (W, H, 3)
   * @param size of the noise
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
