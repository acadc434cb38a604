package sc.fiji.styletransfer.demo;

import java.awt.image.BufferedImage;

/**
 * A woman with dark hair before an evening wall. The face is a height field: an ellipsoid with a
 * nose, eye sockets, cheeks and lips as soft bumps, lit from the upper left.
 */
public final class Portrait implements Picture {

  private static final int WIDTH = 512;
  private static final int HEIGHT = 640;
  private static final double X = 256;
  private static final double Y = 270;
  private static final double A = 104;
  private static final double B = 142;

  private static final Palette SKIN = new Palette(0x4a2320, 0x8f5140, 0xcb8a68, 0xecb991, 0xf9dfc0);
  private static final Palette HAIR = new Palette(0x120b0d, 0x2b1a18, 0x573425, 0xa86a40);
  private static final Palette DRESS = new Palette(0x10202c, 0x1d4a58, 0x3d7f86, 0x9cc7b4);
  private static final Palette WALL = new Palette(0x35403c, 0x5b6a58, 0x8d9070, 0xc4b888);

  /** Bumps of the face: position and widths relative to the head, and height. */
  private static final double[][] BUMPS = {
    {0, 0.08, 0.09, 0.26, 15}, // bridge of the nose
    {0, 0.27, 0.15, 0.09, 17}, // tip of the nose
    {-0.13, 0.31, 0.07, 0.06, 5}, // wings of the nose
    {0.13, 0.31, 0.07, 0.06, 5},
    {-0.40, -0.08, 0.22, 0.11, -11}, // eye sockets
    {0.40, -0.08, 0.22, 0.11, -11},
    {-0.40, -0.06, 0.13, 0.07, 6}, // eyeballs
    {0.40, -0.06, 0.13, 0.07, 6},
    {-0.40, -0.26, 0.30, 0.07, 5}, // brows
    {0.40, -0.26, 0.30, 0.07, 5},
    {-0.52, 0.24, 0.22, 0.18, 6}, // cheeks
    {0.52, 0.24, 0.22, 0.18, 6},
    {0, 0.50, 0.24, 0.035, 5}, // lips
    {0, 0.60, 0.20, 0.045, 6},
    {0, 0.70, 0.22, 0.04, -4}, // hollow above the chin
    {0, 0.86, 0.22, 0.12, 8} // chin
  };

  private final GradientNoise noise = new GradientNoise(47);

  @Override
  public String fileName() {
    return "portrait.png";
  }

  @Override
  public BufferedImage draw() {
    final Canvas canvas = new Canvas(WIDTH, HEIGHT, 2);
    canvas.paint((x, y, below) -> wall(x, y));
    canvas.paint((x, y, below) -> below.mix(hair(x, y), backHair(x, y)));
    canvas.paint((x, y, below) -> below.mix(neck(x, y), insideNeck(x, y)));
    canvas.paint((x, y, below) -> below.mix(dress(x, y), insideDress(x, y)));
    canvas.paint((x, y, below) -> below.mix(face(x, y), insideHead(x, y)));
    canvas.paint((x, y, below) -> below.mix(hair(x, y), frontHair(x, y)));
    return canvas.toImage();
  }

  private Rgb wall(final double x, final double y) {
    final double light = 0.75 - 0.5 * x / WIDTH - 0.25 * y / HEIGHT;
    return WALL.at(light + 0.14 * noise.fractal(x / 90, y / 90, 5));
  }

  /** The half width of the head narrows towards the chin. */
  private static double halfWidth(final double v) {
    return A * (1 - 0.26 * Ramp.between(0.1, 1.05, v));
  }

  private static double radius(final double x, final double y) {
    final double v = (y - Y) / B;
    final double u = (x - X) / halfWidth(v);
    return u * u + v * v;
  }

  private static double insideHead(final double x, final double y) {
    return Ramp.between(1.03, 0.99, radius(x, y));
  }

  private static double height(final double x, final double y) {
    final double v = (y - Y) / B;
    final double u = (x - X) / halfWidth(v);
    double height = 95 * Math.sqrt(Math.max(0.02, 1.04 - u * u - v * v));
    for (final double[] bump : BUMPS) {
      final double across = (u - bump[0]) / bump[2];
      final double down = (v - bump[1]) / bump[3];
      height += bump[4] * StrictMath.exp(-across * across - down * down);
    }
    return height;
  }

  private Rgb face(final double x, final double y) {
    final double slopeX = (height(x + 1, y) - height(x - 1, y)) / 2;
    final double slopeY = (height(x, y + 1) - height(x, y - 1)) / 2;
    final double length = Math.sqrt(slopeX * slopeX + slopeY * slopeY + 1);
    final double light = (0.55 * slopeX + 0.42 * slopeY + 0.72) / length;
    final double pores = 0.03 * noise.fractal(x / 9, y / 9, 4);
    final Rgb skin = SKIN.at(0.16 + 0.72 * Math.max(0, light) + pores);
    final double v = (y - Y) / B;
    final double u = (x - X) / halfWidth(v);
    final double cheek = bell((Math.abs(u) - 0.5) / 0.26) * bell((v - 0.26) / 0.2);
    return mouth(brows(eyes(skin.mix(Rgb.hex(0xd8695a), 0.3 * cheek), u, v), u, v), u, v, light);
  }

  private static Rgb eyes(final Rgb skin, final double u, final double v) {
    final double side = Math.abs(u) - 0.4;
    final double lid = 0.065 * (1 - side * side / 0.034);
    final double open = v + 0.065;
    final Rgb lash =
        skin.mix(Rgb.hex(0x1d1010), 0.9 * bell((open + lid) / 0.022) * bell(side / 0.2));
    if (lid <= 0 || Math.abs(open) > lid) return lash;
    // Both eyes look a little to the left.
    final double gaze = (u - (u < 0 ? -0.41 : 0.39)) * A / B;
    final double iris = Math.sqrt(gaze * gaze + (open + 0.008) * (open + 0.008));
    final Rgb white = Rgb.hex(0xe9dfd2).times(0.72 + 0.28 * Ramp.between(-lid, 0.02, open));
    final Rgb coloured =
        white.mix(
            Rgb.hex(0x51643c).times(0.7 + 0.5 * iris / 0.06), Ramp.between(0.066, 0.058, iris));
    final Rgb eye = coloured.mix(Rgb.hex(0x0b0807), Ramp.between(0.030, 0.024, iris));
    final double glint = bell((gaze + 0.018) / 0.012) * bell((open + 0.03) / 0.012);
    return eye.mix(Rgb.hex(0xffffff), 0.95 * glint)
        .mix(lash, Ramp.between(0.7, 1, Math.abs(open) / lid));
  }

  private Rgb brows(final Rgb skin, final double u, final double v) {
    final double side = Math.abs(u) - 0.4;
    final double arch = v + 0.245 + 0.03 * Ramp.between(-0.2, 0.1, side) - 0.4 * side * side;
    final double hairs = 0.75 + 0.4 * noise.at(u * 60 + v * 40, v * 30);
    final double thick = 0.030 - 0.05 * Math.max(0, side);
    return skin.mix(
        Rgb.hex(0x24140f),
        Math.min(0.9, hairs) * bell(arch / thick) * Ramp.between(0.27, 0.2, Math.abs(side)));
  }

  private static Rgb mouth(final Rgb skin, final double u, final double v, final double light) {
    final double half = 0.30;
    final double across = Math.min(1, Math.abs(u) / half);
    final double line = 0.545 + 0.012 * StrictMath.cos(Math.PI * across) - 0.01 * across;
    final double upper = 0.062 * (1 - across * across) * (1 - 0.25 * bell(u / 0.045));
    final double lower = 0.085 * (1 - across * across);
    final double above = Ramp.between(upper + 0.008, upper - 0.008, line - v);
    final double below = Ramp.between(lower + 0.008, lower - 0.008, v - line);
    final double lips = Math.abs(u) < half ? (v < line ? above : below) : 0;
    final Rgb red = Rgb.hex(0xb04048).times(0.55 + 0.6 * Math.max(0, light));
    final double gap = Math.abs(u) < half ? bell((v - line) / 0.011) : 0;
    return skin.mix(red, 0.85 * lips).mix(Rgb.hex(0x3a1214), 0.8 * gap);
  }

  private static double insideNeck(final double x, final double y) {
    final double half = 52 + 60 * Ramp.between(430, 530, y);
    return Ramp.between(half + 2, half - 2, Math.abs(x - X)) * Ramp.between(330, 336, y);
  }

  private Rgb neck(final double x, final double y) {
    final double u = (x - X) / (56 + 70 * Ramp.between(430, 530, y));
    final double shadow = 0.4 * Ramp.between(470, 390, y) + 0.22 * Ramp.between(-0.3, 0.9, u);
    return SKIN.at(0.7 - shadow - 0.25 * u * u + 0.03 * noise.fractal(x / 12, y / 12, 3));
  }

  private static double collar(final double x) {
    final double u = (x - X) / 120;
    return 512 + 42 * StrictMath.exp(-u * u) - 26 * Ramp.between(0.5, 1, Math.abs(u));
  }

  private static double insideDress(final double x, final double y) {
    final double shoulder = 470 + 70 * Ramp.between(80, 250, Math.abs(x - X));
    return Ramp.between(-2, 2, y - Math.max(collar(x), shoulder));
  }

  private Rgb dress(final double x, final double y) {
    final double folds = noise.fractal((x - X) / 46 + (y - 500) / 160, y / 210, 4);
    final double form = 0.55 - 0.34 * (x - X) / 200 - 0.1 * Ramp.between(560, 640, y);
    final double trim = bell((y - collar(x) - 7) / 5);
    return DRESS.at(form + 0.45 * folds).mix(Rgb.hex(0xe8d9a8), 0.75 * trim);
  }

  private Rgb hair(final double x, final double y) {
    final double u = (x - X) / A;
    final double along =
        Math.abs(u) * 46 + 6 * Ramp.between(-1, 1, u) + 14 * bell((y - Y + 150) / 90);
    final double strands =
        noise.fractal(along / 3.2, y / 95, 4) + 0.5 * noise.at(along * 1.7, y / 40);
    final double shine = bell((y - Y + 104 - 30 * u * u) / 26) * Ramp.between(0.9, -0.6, u);
    return HAIR.at(0.30 + 0.34 * strands + 0.42 * shine - 0.12 * u);
  }

  /** The hair behind the head, down to the shoulders. */
  private double backHair(final double x, final double y) {
    final double v = (y - (Y - 12)) / (B + 34);
    if (v < -1) return 0;
    final double wave = 7 * noise.fractal(y / 60, x < X ? 3 : 11, 3);
    final double half =
        y < Y ? 146 * Math.sqrt(Math.max(0, 1 - v * v)) : 146 - 14 * Ramp.between(Y, 520, y);
    return Ramp.between(3, -3, Math.abs(x - X) - half - wave) * Ramp.between(556, 500, y);
  }

  /** The hair before the forehead, parted a little to the right of the middle. */
  private double frontHair(final double x, final double y) {
    final double part = (x - X - 18) / A;
    final double line =
        Y - 0.80 * B + 92 * part * part + 34 * Ramp.between(0.5, 1.1, Math.abs(part));
    final double above = Ramp.between(4, -6, y - line + 3 * noise.at(x / 11, 5));
    final double temples =
        Ramp.between(0.80, 0.93, Math.abs(x - X) / halfWidth(0)) * Ramp.between(420, 330, y);
    return Math.max(above, temples) * backHair(x, y);
  }

  private static double bell(final double x) {
    return StrictMath.exp(-x * x);
  }
}
