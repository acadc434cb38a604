package sc.fiji.styletransfer.colour;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;
import org.apache.commons.math3.stat.descriptive.moment.VectorialCovariance;
import org.apache.commons.math3.stat.descriptive.moment.VectorialMean;
import sc.fiji.styletransfer.picture.ColourPlanes;

/**
 * Mean and covariance of the colours of a picture.
 *
 * @param mean red, green, blue
 * @param covariance 3×3; {@value #JITTER} is added to the diagonal, because the covariance of a
 *     grey picture has no inverse
 */
public record ColourStatistics(RealVector mean, RealMatrix covariance) {

  static final double JITTER = 1e-6;

  /**
   * Computes the statistics of a picture.
   *
   * @param picture dimensions (W, H, 3)
   * @return mean and covariance over all pixels
   */
  public static ColourStatistics of(final RandomAccessibleInterval<FloatType> picture) {
    final VectorialMean mean = new VectorialMean(ColourPlanes.COLOURS);
    final VectorialCovariance covariance = new VectorialCovariance(ColourPlanes.COLOURS, false);
    final ColourPlanes planes = ColourPlanes.of(picture);
    final double[] colour = new double[ColourPlanes.COLOURS];
    for (int pixel = 0; pixel < planes.pixels(); pixel++) {
      for (int c = 0; c < colour.length; c++) colour[c] = planes.get(c, pixel);
      mean.increment(colour);
      covariance.increment(colour);
    }
    return new ColourStatistics(
        MatrixUtils.createRealVector(mean.getResult()),
        covariance
            .getResult()
            .add(
                MatrixUtils.createRealIdentityMatrix(ColourPlanes.COLOURS).scalarMultiply(JITTER)));
  }

  /**
   * Computes the symmetric linear map A from colours of this covariance Σ to colours of another
   * covariance Σ' that changes colours least (Monge–Kantorovich): A Σ A = Σ', A = Σ^-½ (Σ^½ Σ'
   * Σ^½)^½ Σ^-½ (Gatys et al. 2017, section 6).
   *
   * @param other statistics with the covariance Σ'
   * @return A
   */
  RealMatrix transportTo(final ColourStatistics other) {
    final RealMatrix root = root(covariance);
    final RealMatrix inverse = MatrixUtils.inverse(root);
    final RealMatrix middle = root(root.multiply(other.covariance).multiply(root));
    return inverse.multiply(middle).multiply(inverse);
  }

  /** Computes the symmetric square root of a symmetric positive definite matrix. */
  static RealMatrix root(final RealMatrix matrix) {
    // Rounding errors make a product of symmetric matrices slightly asymmetric.
    final RealMatrix symmetric = matrix.add(matrix.transpose()).scalarMultiply(0.5);
    return new EigenDecomposition(symmetric).getSquareRoot();
  }
}
