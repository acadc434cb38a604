package sc.fiji.styletransfer.features;

import java.util.Random;

/**
 * Draws a fixed image with which the activations of networks are compared. The image is the same
 * bit for bit on every machine, because {@link Random} is specified and only sums, products and
 * square roots are computed.
 *
 * <p>The image has the statistics of a photograph. Discs of many sizes and colours cover each other
 * (the dead leaves model of Lee, Mumford &amp; Huang 2001: if the density of the radii is r⁻³, the
 * model has the edges and the spectrum of natural images). Noise of several octaves adds shades and
 * grain.
 */
final class ProbePicture {

  /** Width and height in pixels. */
  static final int SIDE = 128;

  /** The image is drawn at twice the size and averaged, so edges are as soft as in a photograph. */
  private static final int FINE = 2 * SIDE;

  private static final int CHANNELS = 3;
  private static final int LEAVES = 2000;
  private static final double SMALLEST = 4;
  private static final double LARGEST = 96;
  private static final int COARSEST_OCTAVE = 128;
  private static final int FINEST_OCTAVE = 4;
  private static final double COARSEST_SHADE = 0.12;

  private final Random random = new Random(19);
  private final double[] planes = new double[CHANNELS * FINE * FINE];

  private ProbePicture() {
    for (int i = 0; i < LEAVES; i++) drop();
    double amplitude = COARSEST_SHADE;
    for (int period = COARSEST_OCTAVE; period >= FINEST_OCTAVE; period /= 2) {
      shade(period, amplitude);
      amplitude /= Math.sqrt(2);
    }
  }

  /**
   * @return planes of red, green and blue, row by row, values from 0 to 1
   */
  static float[] draw() {
    final double[] fine = new ProbePicture().planes;
    final float[] picture = new float[CHANNELS * SIDE * SIDE];
    for (int i = 0; i < picture.length; i++) {
      final int corner = i / SIDE * 2 * FINE + i % SIDE * 2;
      final double sum =
          fine[corner] + fine[corner + 1] + fine[corner + FINE] + fine[corner + FINE + 1];
      picture[i] = (float) Math.max(0, Math.min(1, sum / 4));
    }
    return picture;
  }

  /** Draws a disc of one colour over the previous ones. */
  private void drop() {
    final double radius = radius();
    final double x = random.nextDouble() * FINE;
    final double y = random.nextDouble() * FINE;
    final double[] colour = colour();
    final int bottom = Math.min(FINE, (int) (y + radius) + 1);
    final int right = Math.min(FINE, (int) (x + radius) + 1);
    for (int row = Math.max(0, (int) (y - radius)); row < bottom; row++)
      for (int column = Math.max(0, (int) (x - radius)); column < right; column++)
        if ((row - y) * (row - y) + (column - x) * (column - x) < radius * radius)
          for (int c = 0; c < CHANNELS; c++) planes[(c * FINE + row) * FINE + column] = colour[c];
  }

  /** Returns a random radius with density r⁻³ between the smallest and the largest. */
  private double radius() {
    final double ratio = SMALLEST / LARGEST;
    return SMALLEST / Math.sqrt(1 - random.nextDouble() * (1 - ratio * ratio));
  }

  /** Returns a random colour of any brightness and of moderate saturation. */
  private double[] colour() {
    final double brightness = 0.15 + 0.65 * random.nextDouble();
    final double[] colour = new double[CHANNELS];
    for (int c = 0; c < CHANNELS; c++) colour[c] = brightness + 0.3 * (random.nextDouble() - 0.5);
    return colour;
  }

  /** Adds an octave of noise: random values on a lattice with smooth transitions. */
  private void shade(final int period, final double amplitude) {
    final int nodes = FINE / period + 2;
    final double[] lattice = new double[nodes * nodes];
    for (int i = 0; i < lattice.length; i++) lattice[i] = amplitude * (2 * random.nextDouble() - 1);
    for (int row = 0; row < FINE; row++)
      for (int column = 0; column < FINE; column++) {
        final int node = row / period * nodes + column / period;
        final double across = smooth(column % period / (double) period);
        final double upper = between(lattice[node], lattice[node + 1], across);
        final double lower = between(lattice[node + nodes], lattice[node + nodes + 1], across);
        final double shade = between(upper, lower, smooth(row % period / (double) period));
        for (int c = 0; c < CHANNELS; c++) planes[(c * FINE + row) * FINE + column] += shade;
      }
  }

  private static double between(final double begin, final double end, final double part) {
    return begin + (end - begin) * part;
  }

  private static double smooth(final double part) {
    return part * part * (3 - 2 * part);
  }
}
