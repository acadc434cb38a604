package sc.fiji.styletransfer.demo;

import java.awt.image.BufferedImage;

/** A mountain, the sun and a pine by the water: carved lines printed in black, red and blue. */
public final class Woodcut implements Picture {

  private static final int SIZE = 512;
  private static final double SUN_X = 300;
  private static final double SUN_Y = 138;
  private static final double SHORE = 348;
  private static final Rgb PAPER = Rgb.hex(0xf1e4c6);
  private static final Rgb BLACK = Rgb.hex(0x17141a);
  private static final Rgb RED = Rgb.hex(0xcf3a24);
  private static final Rgb BLUE = Rgb.hex(0x2b5a86);

  private final GradientNoise noise = new GradientNoise(41);
  private final Hatch skyLines = new Hatch(1, 8.5);
  private final Hatch slopeLines = new Hatch(2, 7);
  private final Hatch hillLines = new Hatch(3, 6.5);
  private final Hatch waterLines = new Hatch(4, 8);
  private final Pine pine = new Pine();

  @Override
  public String fileName() {
    return "woodcut.png";
  }

  @Override
  public BufferedImage draw() {
    final Canvas canvas = new Canvas(SIZE, SIZE, 3);
    canvas.paint((x, y, below) -> print(x, y));
    return canvas.toImage();
  }

  private Rgb print(final double x, final double y) {
    final double grain = noise.fractal(x / 3, y / 14, 2);
    final Rgb ink = ink(x, y);
    if (ink == PAPER) return PAPER.times(1 + 0.025 * grain);
    return ink.mix(PAPER, 0.05 + 0.22 * Ramp.between(0.3, 0.9, grain));
  }

  private Rgb ink(final double x, final double y) {
    final Pine.Part part = pine.at(x, y);
    if (part == Pine.Part.CUT) return PAPER;
    if (part == Pine.Part.WOOD) return BLACK;
    if (y > SHORE + 4 * noise.at(x / 30, 3)) return water(x, y);
    if (y > hill(x)) return land(x, y);
    if (y > peak(x)) return mountain(x, y);
    return sky(x, y);
  }

  private Rgb sky(final double x, final double y) {
    final double r = Math.sqrt((x - SUN_X) * (x - SUN_X) + (y - SUN_Y) * (y - SUN_Y));
    if (r < 66 + 1.2 * noise.at(x / 6, y / 6)) return sun(x, y);
    final double bearing = StrictMath.atan2(x - SUN_X, SUN_Y - y);
    final double ripple = r + 9 * noise.at(x / 70, y / 70);
    if (r < 76) return PAPER;
    if (skyLines.covers(ripple, Math.abs(bearing) * r, 0.06 + r / 420))
      return r > 205 ? BLACK : BLUE;
    return r > 205 ? BLUE : PAPER;
  }

  private Rgb sun(final double x, final double y) {
    final double low = Ramp.between(-30, 66, y - SUN_Y);
    return waterLines.covers(y, x, 0.75 * low - 0.25) ? PAPER : RED;
  }

  private double peak(final double x) {
    final double side = Math.abs(x - 150);
    final double slope = 215 * (1 - StrictMath.exp(-side / 88)) - 12 * Ramp.between(10, 0, side);
    return 120 + slope + 6 * noise.fractal(x / 22, 7, 3);
  }

  private Rgb mountain(final double x, final double y) {
    final double depth = y - peak(x);
    final double spine = 152 + 20 * noise.fractal(y / 38, 2, 2) + 0.1 * (y - 112);
    final boolean lit = x > spine;
    final double snow = 205 + 22 * noise.fractal(x / 16, 4, 2);
    if (depth < 3) return BLACK;
    final double fan = (x - 150) / (0.3 + (y - 90) / 200);
    final double tone = lit ? 0.3 + 0.2 * noise.at(x / 30, y / 40) : 0.74;
    final double covered = y < snow ? tone - 0.42 : tone;
    if (slopeLines.covers(fan, y, covered)) return BLACK;
    return y < snow ? PAPER : lit ? PAPER : BLUE;
  }

  private double hill(final double x) {
    return 300 - 34 * StrictMath.sin(x / 74 + 2.4) + 6 * noise.fractal(x / 18, 11, 2);
  }

  private Rgb land(final double x, final double y) {
    final double depth = y - hill(x);
    final double cut = depth < 5 ? 0 : 0.5 - depth / 150;
    return hillLines.covers(depth + 5 * noise.at(x / 40, y / 25), x, cut) ? PAPER : BLACK;
  }

  private Rgb water(final double x, final double y) {
    final double depth = (y - SHORE) / (SIZE - SHORE);
    final double swell = 7 * StrictMath.sin(x / 34 + y / 15 + 3 * noise.at(x / 90, y / 40));
    final double across = (y + swell * (0.3 + depth)) / (0.75 + 0.8 * depth);
    final double glitter = 74 + 30 * noise.at(y / 7, 1) - Math.abs(x - SUN_X);
    if (glitter > 0 && waterLines.covers(across + 4, x, 0.42)) return RED;
    if (waterLines.covers(across, x, 0.3 + 0.35 * depth)) return glitter > 0 ? PAPER : BLACK;
    return glitter > 0 ? PAPER : waterLines.covers(across + 3.4, x, 0.5) ? BLUE : PAPER;
  }
}
