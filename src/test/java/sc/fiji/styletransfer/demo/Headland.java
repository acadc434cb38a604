package sc.fiji.styletransfer.demo;

import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;

/** The near shore on the left: rock and grass, a lighthouse and a cottage with lit windows. */
final class Headland {

  private static final double TOWER_X = 176;
  private static final Palette GRASS =
      new Palette(0x131c26, 0x27382f, 0x4a5a35, 0x8d8644, 0xd6a85a);
  private static final Palette ROCK = new Palette(0x17141f, 0x33283a, 0x6a4a50, 0xb97a5e);

  private final GradientNoise noise = new GradientNoise(57);

  void drawOn(final Canvas canvas) {
    tower(canvas);
    cottage(canvas);
    canvas.paint((x, y, below) -> x < 350 && y < shore(x) && y > top(x) ? ground(x, y) : below);
    canvas.paint((x, y, below) -> below.plus(Rgb.hex(0xffd98a), 0.55 * lampGlow(x, y)));
  }

  /** Returns the height of the upper edge of the ground. */
  double top(final double x) {
    return 222
        + 0.0011 * (x - 90) * (x - 90)
        + 95 * Ramp.between(215, 330, x)
        + 5 * noise.fractal(x / 26, 1, 4);
  }

  /** Returns the height at which land and water meet. */
  static double shore(final double x) {
    return Dusk.HORIZON + 26 * Ramp.between(350, 130, x);
  }

  private Rgb ground(final double x, final double y) {
    final double depth = y - top(x);
    final double sunny = Ramp.between(40, 300, x);
    final double grain = noise.fractal(x / 9, y / 5, 4);
    final double blades = noise.at(x / 1.6, y / 6);
    final Rgb grass =
        GRASS.at(
            0.2
                + 0.32 * sunny
                + 0.2 * grain
                + 0.12 * blades
                - depth / 260
                + 0.4 * Ramp.between(4, 0, depth));
    final double strata = noise.fractal(x / 11 + y / 16, y / 4.2, 4);
    final Rgb rock = ROCK.at(0.3 + 0.42 * sunny + 0.6 * strata);
    final double edge = shore(x) - 24 - 26 * Ramp.between(190, 300, x) + 12 * noise.at(x / 13, 5);
    return grass.mix(rock, Ramp.between(edge - 3, edge + 3, y));
  }

  private void tower(final Canvas canvas) {
    canvas.fill(
        trapezium(92, 232, 9.5, 15.5),
        (x, y, below) -> {
          final boolean red = y > 118 && y < 148 || y > 180 && y < 212;
          final double half = 9.5 + 6 * (y - 92) / 140;
          return Rgb.hex(red ? 0xb23a34 : 0xf3e6d6).times(roundness((x - TOWER_X) / half));
        });
    for (int i = 0; i < 3; i++)
      canvas.fill(new Rectangle2D.Double(TOWER_X - 2, 104 + 46 * i, 4, 7), flat(0x2a2230));
    canvas.fill(trapezium(88, 93, 15, 13), flat(0x2b2735));
    canvas.fill(trapezium(72, 88, 8, 8), (x, y, below) -> Rgb.hex(0xffe9a6));
    for (int i = -2; i < 3; i++)
      canvas.fill(new Rectangle2D.Double(TOWER_X + 3.6 * i - 0.5, 72, 1, 16), flat(0x2b2735));
    canvas.fill(
        trapezium(60, 72, 1, 11),
        (x, y, below) -> Rgb.hex(0x8f3034).times(roundness((x - TOWER_X) / 11)));
    canvas.fill(new Ellipse2D.Double(TOWER_X - 2, 56, 4, 5), flat(0x2b2735));
    canvas.fill(new Rectangle2D.Double(TOWER_X - 16, 80, 32, 1), flat(0x2b2735));
    for (int i = -3; i < 4; i++)
      canvas.fill(new Rectangle2D.Double(TOWER_X + 5 * i - 0.4, 80, 0.8, 9), flat(0x2b2735));
  }

  /** The side towards the sun, on the right, is bright. */
  private static double roundness(final double side) {
    return 0.5 + 0.55 * Ramp.between(-1, 0.75, side) - 0.14 * Ramp.between(0.75, 1, side);
  }

  private void cottage(final Canvas canvas) {
    canvas.fill(new Rectangle2D.Double(70, 165, 9, 24), flat(0x5a4048));
    canvas.fill(
        new Rectangle2D.Double(60, 198, 66, 36),
        (x, y, below) -> Rgb.hex(0xd9c3b4).times(0.62 + 0.05 * noise.at(x / 2, y / 2)));
    canvas.fill(
        polygon(126, 198, 143, 176, 158, 199, 158, 236, 126, 236),
        (x, y, below) -> Rgb.hex(0xf6d7b2).times(0.95 + 0.04 * noise.at(x / 2, y / 2)));
    canvas.fill(
        polygon(54, 201, 72, 172, 143, 172, 127, 201),
        (x, y, below) ->
            Rgb.hex(0x7a3b3c)
                .times(0.85 + 0.18 * StrictMath.sin(1.9 * y) + 0.2 * noise.at(x / 3, y / 3)));
    canvas.fill(polygon(143, 172, 146, 172, 162, 201, 157, 201), flat(0x4a2832));
    window(canvas, 70, 208);
    window(canvas, 104, 208);
    window(canvas, 138, 205);
    canvas.fill(new Rectangle2D.Double(88, 208, 9, 28), flat(0x3a2a34));
  }

  private static void window(final Canvas canvas, final double left, final double top) {
    canvas.fill(new Rectangle2D.Double(left, top, 10, 11), flat(0xffcf6b));
    canvas.fill(new Rectangle2D.Double(left + 4.5, top, 1, 11), flat(0x4a2f2f));
    canvas.fill(new Rectangle2D.Double(left, top + 5, 10, 1), flat(0x4a2f2f));
  }

  private static double lampGlow(final double x, final double y) {
    final double dx = x - TOWER_X;
    final double dy = y - 80;
    final double r = Math.sqrt(dx * dx + dy * dy);
    final double beam = Ramp.between(0.075, 0, Math.abs(dy / r + 0.1 * Math.signum(dx)));
    return 0.75 * StrictMath.exp(-r / 15) + 0.5 * beam * StrictMath.exp(-r / 120);
  }

  private static Shape trapezium(
      final double top, final double bottom, final double upper, final double lower) {
    return polygon(
        TOWER_X - upper,
        top,
        TOWER_X + upper,
        top,
        TOWER_X + lower,
        bottom,
        TOWER_X - lower,
        bottom);
  }

  static Shape polygon(final double... corners) {
    final Path2D path = new Path2D.Double();
    path.moveTo(corners[0], corners[1]);
    for (int i = 2; i < corners.length; i += 2) path.lineTo(corners[i], corners[i + 1]);
    path.closePath();
    return path;
  }

  static Paint flat(final int hex) {
    final Rgb colour = Rgb.hex(hex);
    return (x, y, below) -> colour;
  }
}
