package sc.fiji.styletransfer.demo;

import java.awt.geom.Ellipse2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A tree against the light, grown by branching. */
final class Oak {

  private static final Palette LEAVES =
      new Palette(0x10141c, 0x1f2a24, 0x3d4426, 0x8a5a26, 0xe89a3c);

  private final Random random = new Random(71);
  private final List<double[]> tips = new ArrayList<>();

  void drawOn(final Canvas canvas, final double x, final double y) {
    grow(canvas, new Limb(x, y, -1.68, 92, 11), 6);
    for (int layer = 0; layer < 3; layer++)
      for (final double[] tip : tips) leaves(canvas, tip, layer);
  }

  private record Limb(double x, double y, double angle, double length, double girth) {}

  private void grow(final Canvas canvas, final Limb limb, final int order) {
    double x = limb.x;
    double y = limb.y;
    double angle = limb.angle;
    for (double along = 0; along < limb.length; along++) {
      final double girth = limb.girth * (1 - 0.35 * along / limb.length);
      canvas.fill(disc(x, y, girth), bark(x));
      angle += 0.035 * random.nextGaussian();
      x += StrictMath.cos(angle);
      y += StrictMath.sin(angle);
    }
    if (order < 4) tips.add(new double[] {x, y});
    if (order == 0) return;
    final int forks = order == 6 ? 4 : 2 + random.nextInt(2);
    for (int i = 0; i < forks; i++) {
      final double turn =
          1.25 * (i - (forks - 1) / 2.0) / (forks - 1) + 0.16 * random.nextGaussian();
      final double length = limb.length * (0.62 + 0.14 * random.nextDouble());
      grow(canvas, new Limb(x, y, angle + turn, length, limb.girth * 0.6), order - 1);
    }
  }

  private static Paint bark(final double middle) {
    return (x, y, below) ->
        Rgb.hex(0x1a1318).mix(Rgb.hex(0xb0683a), 0.7 * Ramp.between(1, -8, x - middle));
  }

  private void leaves(final Canvas canvas, final double[] tip, final int layer) {
    for (int i = 0; i < 5; i++) {
      final double dx = 8 * random.nextGaussian();
      final double dy = 6 * random.nextGaussian();
      final double towardsSun = Ramp.between(12, -14, dx + 0.6 * dy);
      final double light = 0.1 + 0.16 * layer * towardsSun + 0.4 * towardsSun * random.nextDouble();
      final Rgb colour = LEAVES.at(light);
      canvas.fill(
          disc(tip[0] + dx, tip[1] + dy, 1.3 + 1.5 * random.nextDouble()), (x, y, below) -> colour);
    }
  }

  private static Ellipse2D disc(final double x, final double y, final double radius) {
    return new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 1.7 * radius);
  }
}
