package sc.fiji.styletransfer.demo;

import java.util.Random;

/** Smooth noise in the plane: random slopes on the integer lattice, blended (Perlin, 1985). */
public final class GradientNoise {

  private static final int TABLE = 256;

  private final int[] order = new int[TABLE];
  private final double[] slopeX = new double[TABLE];
  private final double[] slopeY = new double[TABLE];

  /**
   * @param seed of the random slopes
   */
  public GradientNoise(final long seed) {
    final Random random = new Random(seed);
    for (int i = 0; i < TABLE; i++) {
      final double angle = 2 * Math.PI * random.nextDouble();
      slopeX[i] = StrictMath.cos(angle);
      slopeY[i] = StrictMath.sin(angle);
      order[i] = random.nextInt(TABLE);
    }
  }

  /**
   * Returns a value in about -1..1, zero on the lattice.
   *
   * @param x position in lattice units
   * @param y position in lattice units
   * @return a value in about -1..1, zero on the lattice
   */
  public double at(final double x, final double y) {
    final int left = (int) Math.floor(x);
    final int top = (int) Math.floor(y);
    final double u = x - left;
    final double v = y - top;
    final double blend = fade(u);
    final double upper = mix(corner(left, top, u, v), corner(left + 1, top, u - 1, v), blend);
    final double lower =
        mix(corner(left, top + 1, u, v - 1), corner(left + 1, top + 1, u - 1, v - 1), blend);
    return 1.5 * mix(upper, lower, fade(v));
  }

  /**
   * Returns a value in about -1..1.
   *
   * @param x position in lattice units of the coarsest octave
   * @param y position in lattice units of the coarsest octave
   * @param octaves how many halvings of size and strength are summed
   * @return a value in about -1..1
   */
  public double fractal(final double x, final double y, final int octaves) {
    double sum = 0;
    double size = 1;
    for (int octave = 0; octave < octaves; octave++) {
      sum += at(x / size + 17.3 * octave, y / size - 9.7 * octave) * size;
      size /= 2;
    }
    return sum / (2 - 2 * size);
  }

  private double corner(final int column, final int row, final double dx, final double dy) {
    final int i = order[column + order[row & TABLE - 1] & TABLE - 1];
    return slopeX[i] * dx + slopeY[i] * dy;
  }

  private static double fade(final double t) {
    return t * t * t * (t * (6 * t - 15) + 10);
  }

  private static double mix(final double a, final double b, final double share) {
    return a + share * (b - a);
  }
}
