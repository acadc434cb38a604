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
 * Mean and covariance of a picture's colours.
 *
 * @param mean red, green, blue
 * @param covariance 3×3, with {@value #JITTER} added to the diagonal so that grey pictures can be
 *     transported too
 */
public record ColourStatistics(RealVector mean, RealMatrix covariance) {

  static final double JITTER = 1e-6;

  /**
   * @param picture dimensions (W, H, 3)
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
   * The symmetric linear map A that takes colours of this covariance Σ to those of another, A Σ A =
   * Σ', with the least movement (Monge–Kantorovich): A = Σ^-½ (Σ^½ Σ' Σ^½)^½ Σ^-½ (Gatys et al.
   * 2017, section 6).
   */
  RealMatrix transportTo(final ColourStatistics other) {
    final RealMatrix root = root(covariance);
    final RealMatrix inverse = MatrixUtils.inverse(root);
    final RealMatrix middle = root(root.multiply(other.covariance).multiply(root));
    return inverse.multiply(middle).multiply(inverse);
  }

  /** The symmetric square root of a symmetric positive matrix. */
  static RealMatrix root(final RealMatrix matrix) {
    // Products of symmetric matrices are symmetric only up to rounding.
    final RealMatrix symmetric = matrix.add(matrix.transpose()).scalarMultiply(0.5);
    return new EigenDecomposition(symmetric).getSquareRoot();
  }
}
