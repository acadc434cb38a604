package sc.fiji.styletransfer.demo;

import java.awt.image.BufferedImage;
import java.util.Random;

/** A bay at dusk: hills, a lighthouse and a cottage, a boat, a tree, and light on the water. */
public final class Scene implements Picture {

  private static final int WIDTH = 768;
  private static final int HEIGHT = 512;
  private static final Palette HILLS = new Palette(0xb9788c, 0x80587f, 0x4d4069, 0x2f2f52);
  private static final Palette DEEP = new Palette(0xd99a80, 0x7d6a94, 0x2f4478, 0x142449);
  private static final Palette BANK = new Palette(0x0d121a, 0x1b2824, 0x39482a, 0x7c7136, 0xe0a850);

  private final GradientNoise noise = new GradientNoise(91);
  private final Headland headland = new Headland();

  @Override
  public String fileName() {
    return "scene.png";
  }

  @Override
  public BufferedImage draw() {
    final Canvas far = new Canvas(WIDTH, HEIGHT, 2);
    far.paint(new Dusk());
    for (int i = 0; i < 4; i++) hills(far, i);
    headland.drawOn(far);
    final Canvas canvas = new Canvas(WIDTH, HEIGHT, 2);
    canvas.paint((x, y, below) -> y > Headland.shore(x) ? water(far, x, y) : far.at(x, y));
    boat(canvas, 330, 344);
    gulls(canvas);
    canvas.paint((x, y, below) -> y > 400 && y > bank(x) ? meadow(x, y) : below);
    new Oak().drawOn(canvas, 690, 440);
    grasses(canvas, new Random(13));
    return canvas.toImage();
  }

  private void hills(final Canvas canvas, final int layer) {
    final Rgb base = HILLS.at(layer / 3.0);
    canvas.paint(
        (x, y, below) -> {
          if (y > Dusk.HORIZON) return below;
          final double depth = y - ridge(layer, x);
          if (depth < 0) return below;
          final double sun = StrictMath.exp(-Dusk.fromSun(x, y) / 130);
          final double haze = 0.5 * Ramp.between(0, 70, depth) + 0.3 * sun;
          final double relief = noise.fractal(x / 34 + depth / 22, y / 22 + 9 * layer, 4);
          final Rgb lit = base.times(1 + 0.05 * (layer + 1) * relief);
          return lit.mix(Rgb.hex(0xf0a878), Math.min(0.8, haze));
        });
  }

  private double ridge(final int layer, final double x) {
    final double rough = noise.fractal(x / (150 - 22 * layer) + 7.7 * layer, 3.1 * layer, 6);
    final double valley = 34 * StrictMath.exp(-(x - 440) * (x - 440) / (2 * 150.0 * 150.0));
    final double right = layer * 19 * Ramp.between(500, 740, x);
    return 236 + 13 * layer + valley * (0.8 + 0.25 * layer) - right - (46 - 5 * layer) * rough;
  }

  private Rgb water(final Canvas above, final double x, final double y) {
    final double depth = (y - Dusk.HORIZON) / (HEIGHT - Dusk.HORIZON);
    final double near = 0.12 + depth;
    final double wave = noise.fractal(x / (70 * near + 10), StrictMath.log(near) * 22, 4);
    final double fine = noise.at(x / (26 * near + 3), StrictMath.log(near) * 60);
    final double slope = 0.65 * wave + 0.35 * fine;
    final double shore = Headland.shore(x);
    final double mirrored = 2 * shore - y + slope * 46 * near;
    final Rgb image = above.at(x + slope * 14 * near, Math.max(2, Math.min(shore - 1, mirrored)));
    final double clear = 0.3 + 0.34 * depth + 0.22 * slope;
    final Rgb surface = image.mix(DEEP.at(depth + 0.2 * slope), Math.max(0, Math.min(1, clear)));
    return surface.plus(Rgb.hex(0xffcf86), glitter(x, depth, slope));
  }

  private static double glitter(final double x, final double depth, final double slope) {
    final double path = (x - Dusk.SUN_X) / (17 + 60 * depth);
    final double crest = Ramp.between(-0.05, 0.35, slope);
    return (0.28 + 0.6 * crest) * StrictMath.exp(-path * path) * (1 - 0.55 * depth);
  }

  private void boat(final Canvas canvas, final double x, final double y) {
    canvas.fill(
        Headland.polygon(x - 15, y, x + 19, y, x + 13, y + 52, x - 4, y + 66, x - 9, y + 40),
        (u, v, below) ->
            below.times(
                1
                    - 0.42
                        * Ramp.between(-0.35, 0.2, noise.at(u / 15, v / 2.6))
                        * Ramp.between(y + 66, y, v)));
    canvas.fill(
        Headland.polygon(x + 1, y - 66, x + 25, y - 10, x + 1, y - 10),
        (u, v, below) -> Rgb.hex(0xf7dcb8).mix(Rgb.hex(0xfff2cf), (u - x) / 24));
    canvas.fill(
        Headland.polygon(x - 1, y - 60, x - 1, y - 10, x - 19, y - 8),
        (u, v, below) -> Rgb.hex(0xc98f86).times(0.9 + 0.012 * (u - x + 19)));
    canvas.fill(
        Headland.polygon(x - 1, y - 70, x + 1, y - 70, x + 1, y, x - 1, y),
        Headland.flat(0x33202a));
    canvas.fill(
        Headland.polygon(x - 22, y - 7, x + 28, y - 8, x + 19, y + 4, x - 15, y + 4),
        (u, v, below) -> v < y - 4 ? Rgb.hex(0xe9c9a4) : Rgb.hex(0x6b2a33));
  }

  private static void gulls(final Canvas canvas) {
    final double[][] places = {{300, 120, 9}, {326, 104, 7}, {346, 132, 6}, {520, 186, 6}};
    for (final double[] g : places)
      for (int side = -1; side < 2; side += 2)
        canvas.fill(
            Headland.polygon(
                g[0],
                g[1],
                g[0] + side * 0.5 * g[2],
                g[1] - 0.45 * g[2],
                g[0] + side * 1.3 * g[2],
                g[1] - 0.1 * g[2],
                g[0] + side * 0.5 * g[2],
                g[1] - 0.25 * g[2],
                g[0],
                g[1] + 1.6),
            Headland.flat(0x2a2440));
  }

  private double bank(final double x) {
    return 520 - 100 * Ramp.between(330, 720, x) + 5 * noise.fractal(x / 30, 21, 3);
  }

  private Rgb meadow(final double x, final double y) {
    final double depth = y - bank(x);
    final double tufts = noise.fractal(x / 16 + y / 30, y / 9, 4) + 0.5 * noise.at(x / 1.8, y / 8);
    return BANK.at(0.24 + 0.28 * tufts + 0.3 * Ramp.between(9, 0, depth) - depth / 420);
  }

  private void grasses(final Canvas canvas, final Random random) {
    for (int i = 0; i < 900; i++) {
      final double x = 380 + 400 * random.nextDouble();
      final double y = bank(x) + 80 * random.nextDouble() * random.nextDouble();
      final double height = 8 + 14 * random.nextDouble();
      final double lean = 5 * random.nextGaussian() - 2;
      final Rgb colour = BANK.at(0.15 + 0.75 * random.nextDouble() * random.nextDouble());
      canvas.fill(
          Headland.polygon(x - 0.8, y, x + lean, y - height, x + 0.8, y), (u, v, below) -> colour);
    }
  }
}
