package sc.fiji.styletransfer.demo;

import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Random;

/** A night sky in whirls over a wheat field: thick brush strokes along a flow field. */
public final class Swirls implements Picture {

  private static final int SIZE = 512;
  private static final List<Vortex> WHIRLS =
      List.of(
          new Vortex(176, 176, 92, 3.2),
          new Vortex(330, 226, 62, -2.6),
          new Vortex(20, 300, 60, -1.6));
  private static final List<Vortex> LIGHTS =
      List.of(
          new Vortex(424, 92, 62, 3.4),
          new Vortex(54, 62, 30, 2.6),
          new Vortex(286, 58, 27, -2.6),
          new Vortex(484, 226, 26, 2.4),
          new Vortex(82, 262, 22, -2.4),
          new Vortex(250, 292, 20, 2.4));
  private static final Palette BLUES =
      new Palette(0x0b1748, 0x16307f, 0x1f4fae, 0x2d78c8, 0x69acd8, 0xcfe3d6);
  private static final Palette GLOW =
      new Palette(0xfff7cf, 0xffe067, 0xf7b52a, 0xd9d98a, 0x7fc0c4, 0x2d78c8);
  private static final Palette WHEAT =
      new Palette(0x7a4a12, 0xb97a18, 0xe2a81f, 0xf6cf45, 0xfdea8e);
  private static final Palette HILLS = new Palette(0x0d1f3c, 0x14485a, 0x1f7a78, 0x5aa68a);
  private static final Palette CYPRESS =
      new Palette(0x07130f, 0x12321f, 0x1f4d2c, 0x3f7a34, 0x8fa23c);

  private final GradientNoise noise = new GradientNoise(11);
  private final Random random = new Random(5);
  private final Impasto canvas = new Impasto(SIZE, SIZE, Rgb.hex(0x14265c), 3);

  @Override
  public String fileName() {
    return "swirls.png";
  }

  @Override
  public BufferedImage draw() {
    // New random numbers and canvas, so that each call draws the same picture.
    final Swirls fresh = new Swirls();
    fresh.canvas.wash((x, y, below) -> fresh.paint(fresh.ground(x, y), x, y, -0.12));
    fresh.cover(Ground.SKY, 3000, 13);
    fresh.cover(Ground.SKY, 8500, 6.5);
    fresh.cover(Ground.HILL, 5000, 6.5);
    fresh.cover(Ground.FIELD, 8000, 5.5);
    fresh.cover(Ground.CYPRESS, 14000, 4);
    return fresh.canvas.toImage();
  }

  private enum Ground {
    SKY,
    HILL,
    FIELD,
    CYPRESS
  }

  private void cover(final Ground ground, final int strokes, final double width) {
    final FlowField field = (x, y) -> angle(ground, x, y);
    for (int i = 0; i < strokes; i++) {
      final double x = random.nextDouble() * (SIZE + 40) - 20;
      final double y = random.nextDouble() * (SIZE + 40) - 20;
      if (ground(x, y) == ground) canvas.lay(stroke(ground, x, y, width), field);
    }
  }

  private BrushStroke stroke(
      final Ground ground, final double x, final double y, final double width) {
    final double size = width * (0.75 + 0.5 * random.nextDouble());
    final double length = size * (5 + 4 * random.nextDouble());
    final Rgb paint = paint(ground, x, y, 0.11 * random.nextGaussian());
    final Rgb streak = paint(ground, x, y, 0.2 * random.nextGaussian());
    return new BrushStroke(x, y, length, size, paint, streak, (u, v) -> ground(u, v) == ground);
  }

  private Ground ground(final double x, final double y) {
    if (cypress(x, y)) return Ground.CYPRESS;
    if (y > field(x)) return Ground.FIELD;
    return y > ridge(x) ? Ground.HILL : Ground.SKY;
  }

  private double ridge(final double x) {
    return 352 + 26 * StrictMath.sin(x / 62 + 0.6) + 14 * StrictMath.sin(x / 27 + 2);
  }

  private double field(final double x) {
    return 410 + 16 * StrictMath.sin(x / 90 + 3.4) - x * 0.03;
  }

  private boolean cypress(final double x, final double y) {
    return flame(x, y, 88, 150, 34) || flame(x, y, 134, 285, 21);
  }

  /** A flame-shaped tree that tapers to its top and sways. */
  private boolean flame(
      final double x, final double y, final double foot, final double top, final double girth) {
    final double up = (470 - y) / (470 - top);
    if (up < 0 || up > 1) return false;
    final double sway = 9 * StrictMath.sin(y / 34) * up;
    final double half = girth * StrictMath.pow(1 - up, 0.8) * (1 - 0.6 * Ramp.between(0.2, 0, up));
    return Math.abs(x - foot - sway) < half + 4 * noise.at(y / 9, foot);
  }

  private double angle(final Ground ground, final double x, final double y) {
    return switch (ground) {
      case SKY -> skyAngle(x, y);
      case HILL ->
          StrictMath.atan2(ridge(x + 3) - ridge(x - 3), 6) + 0.5 * noise.at(x / 60, y / 30);
      case FIELD -> -0.9 + 0.0028 * x + 0.9 * noise.at(x / 95, y / 55);
      case CYPRESS -> -Math.PI / 2 + 0.75 * StrictMath.sin(y / 26 + x / 15);
    };
  }

  private double skyAngle(final double x, final double y) {
    double dx = 1;
    double dy = 0.55 * StrictMath.sin(x / 70 + y / 120) + 0.3 * noise.at(x / 90, y / 90);
    for (final Vortex vortex : WHIRLS) {
      final double pull = vortex.spin() * vortex.weight(x, y) / vortex.radius() * 1.9;
      dx -= pull * (y - vortex.y());
      dy += pull * (x - vortex.x());
    }
    for (final Vortex light : LIGHTS) {
      final double share = Ramp.between(1.6, 0.9, light.distance(x, y) / light.radius());
      final double bearing = light.bearing(x, y) + Math.signum(light.spin()) * Math.PI / 2;
      final double strength = share * 6;
      dx = dx * (1 - share) + strength * StrictMath.cos(bearing);
      dy = dy * (1 - share) + strength * StrictMath.sin(bearing);
    }
    return StrictMath.atan2(dy, dx);
  }

  private Rgb paint(final Ground ground, final double x, final double y, final double jitter) {
    return switch (ground) {
      case SKY -> sky(x, y, jitter);
      case HILL -> HILLS.at(0.8 - (y - ridge(x)) / 110 + 1.6 * jitter);
      case FIELD -> WHEAT.at(0.62 + 0.5 * noise.at(x / 70, y / 24) + 1.3 * jitter);
      case CYPRESS -> CYPRESS.at(0.4 + 0.35 * StrictMath.sin(x / 5 + y / 30) + jitter);
    };
  }

  private Rgb sky(final double x, final double y, final double jitter) {
    double level = 0.4 + 0.22 * noise.at(x / 110, y / 28) + 0.14 * (y / 352 - 0.5);
    for (final Vortex whirl : WHIRLS) level += arm(whirl, x, y);
    Rgb colour = BLUES.at(level + jitter);
    for (final Vortex light : LIGHTS) {
      final double d = light.distance(x, y) / light.radius();
      final double rings = 0.06 * StrictMath.sin(d * 16);
      colour = colour.mix(GLOW.at(d * 0.62 + rings + 0.6 * jitter), Ramp.between(1.55, 1.05, d));
    }
    return colour;
  }

  /** Light and dark arms of a spiral. */
  private double arm(final Vortex whirl, final double x, final double y) {
    final double turns = 4.2 * StrictMath.log(whirl.distance(x, y) / whirl.radius() + 0.06);
    final double wave = StrictMath.sin(2 * whirl.bearing(x, y) - Math.signum(whirl.spin()) * turns);
    return 0.42 * wave * Ramp.between(1.7, 0.7, whirl.distance(x, y) / whirl.radius());
  }
}
