package sc.fiji.styletransfer.demo;

import java.util.Random;

/**
 * A flat, spread cell with a nucleus. Lengths are pixels across and slices in depth.
 *
 * @param x centre of the nucleus
 * @param y centre of the nucleus
 * @param reach mean radius of the body
 * @param nucleus mean radius of the nucleus
 * @param shape noise of the outline
 */
record Cell(double x, double y, double reach, double nucleus, GradientNoise shape) {

  private static final double MIDDLE = 5;

  static Cell anywhere(final int width, final int height, final Random random) {
    final double nucleus = 7.5 + 2.5 * random.nextDouble();
    return new Cell(
        width * random.nextDouble(),
        height * random.nextDouble(),
        nucleus * (2.2 + 0.5 * random.nextDouble()),
        nucleus,
        new GradientNoise(random.nextInt()));
  }

  boolean crowds(final Cell other) {
    return squared(other.x - x, other.y - y) < 0.95 * (reach + other.reach) * (reach + other.reach);
  }

  /** Returns the radius of the body in a direction; the outline has arms. */
  double reach(final double dx, final double dy) {
    final double norm = Math.sqrt(squared(dx, dy)) + 1e-9;
    return reach * (1 + 0.5 * shape.fractal(0.9 * dx / norm + 8, 0.9 * dy / norm, 2));
  }

  /** Returns the mean number of photons from a voxel, before the optics. */
  double dye(final double px, final double py, final double z) {
    final double dx = px - x;
    final double dy = py - y;
    final double r = Math.sqrt(squared(dx, dy)) / reach(dx, dy);
    if (r > 1) return 0;
    final double inNucleus = nucleusDepth(dx, dy, z);
    if (inNucleus < 1) return nuclear(dx, dy, inNucleus);
    final double roof = 1 + 4.2 * (1 - r * r);
    final double inside = Ramp.between(1.15, 0.85, Math.abs(z - MIDDLE + 0.6) / roof);
    final double rim = 26 * Ramp.between(0.9, 0.97, r);
    return inside * (15 + rim + 9 * shape.fractal(px / 7, py / 7 + 3 * z, 3) + vesicles(px, py, z));
  }

  /** Returns the squared distance from the centre of the nucleus, in units of its radius. */
  double nucleusDepth(final double dx, final double dy, final double z) {
    final double stretch = 1 + 0.2 * shape.at(3.3, 1.7);
    final double lift = (z - MIDDLE) / 3.6;
    return squared(dx * stretch, dy / stretch) / (nucleus * nucleus) + lift * lift;
  }

  private double nuclear(final double dx, final double dy, final double depth) {
    final double envelope = 55 * Ramp.between(0.72, 0.95, depth);
    final double nucleoli = 60 * Ramp.between(0.42, 0.6, shape.at(dx / 5.5 + 40.4, dy / 5.5));
    return 6 + 4 * shape.at(dx / 2.5, dy / 2.5) + envelope + nucleoli;
  }

  private double vesicles(final double px, final double py, final double z) {
    return 260 * Ramp.between(0.62, 0.85, shape.at(px / 3.1, py / 3.1 + 21.7 * Math.floor(z / 2)));
  }

  private static double squared(final double a, final double b) {
    return a * a + b * b;
  }
}
