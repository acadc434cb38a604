package sc.fiji.styletransfer.demo;

/** The evening sky: sun low over the horizon, clouds lit from below. */
final class Dusk implements Paint {

  static final double HORIZON = 300;
  static final double SUN_X = 424;
  static final double SUN_Y = 240;

  private static final Palette AIR =
      new Palette(0x1d2b5e, 0x33417f, 0x5f5796, 0xa06a93, 0xe08a78, 0xf8b26a, 0xffd48a);
  private static final Palette CLOUD =
      new Palette(0x4a4274, 0x7d5585, 0xc46a77, 0xf79a62, 0xffdc9a);

  private final GradientNoise noise = new GradientNoise(31);

  @Override
  public Rgb at(final double x, final double y, final Rgb below) {
    final double d = fromSun(x, y);
    final Rgb air = AIR.at(y / HORIZON + 0.02 * noise.at(x / 200, y / 60));
    final Rgb glow = air.plus(Rgb.hex(0xff9a48), 0.42 * StrictMath.exp(-d / 95));
    final Rgb sky = glow.mix(Rgb.hex(0xfff4cf), Ramp.between(21, 18.5, d));
    return clouds(sky, x, y).plus(Rgb.hex(0xffc27a), 0.3 * StrictMath.exp(-d / 26));
  }

  static double fromSun(final double x, final double y) {
    return Math.sqrt((x - SUN_X) * (x - SUN_X) + (y - SUN_Y) * (y - SUN_Y));
  }

  private Rgb clouds(final Rgb sky, final double x, final double y) {
    final double cover = density(x, y);
    final double fringe = cover - density(x + 0.05 * (SUN_X - x), y + 7);
    final double warmth = StrictMath.exp(-fromSun(x, y) / 330);
    final double light = 0.12 + 0.62 * warmth + 1.1 * fringe;
    return sky.mix(CLOUD.at(light), 0.92 * cover);
  }

  /** Clouds are flatter and smaller the nearer they are to the horizon. */
  private double density(final double x, final double y) {
    final double near = (HORIZON + 45 - y) / 150;
    final double u = (x - 380) / (105 * near) + 3;
    final double v = 3.4 * StrictMath.log(near);
    final double shape = noise.fractal(u * 0.75, v * 1.25, 6) + 0.12 * noise.at(x / 150, y / 90);
    return Ramp.between(0.02, 0.5, shape) * Ramp.between(HORIZON - 12, HORIZON - 60, y);
  }
}
