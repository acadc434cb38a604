package sc.fiji.styletransfer.demo;

import java.awt.image.BufferedImage;
import java.util.Random;

/** A sun over the sea in stained glass: panes between lead lines, lit from behind. */
public final class StainedGlass implements Picture {

  private static final int SIZE = 512;
  private static final double SUN_X = 256;
  private static final double SUN_Y = 216;
  private static final Palette RAYS =
      new Palette(0xfff3b0, 0xffd23a, 0xff9d1e, 0xf0541e, 0xc81d3a, 0x8a1c68, 0x4a2390, 0x1f3fae);
  private static final Palette SEA = new Palette(0x36d0b4, 0x12a0a8, 0x0d6fb0, 0x123f9a, 0x0f2a6a);

  private final GradientNoise noise = new GradientNoise(23);
  private final Voronoi panes = new Voronoi(SIZE);

  /** Creates the panes. */
  public StainedGlass() {
    final Random random = new Random(8);
    panes.add(SUN_X, SUN_Y);
    for (int ring = 1; ring < 8; ring++) ring(ring, random);
    for (int row = 0; row < 5; row++) wave(row, random);
  }

  @Override
  public String fileName() {
    return "glass.png";
  }

  @Override
  public BufferedImage draw() {
    final Canvas canvas = new Canvas(SIZE, SIZE, 1);
    canvas.paint((x, y, below) -> glass(x, y));
    return canvas.toImage();
  }

  private void ring(final int ring, final Random random) {
    final double radius = 8 + 46 * ring + 1.5 * ring * ring;
    final int count = ring == 1 ? 10 : ring < 4 ? 20 : 30;
    for (int i = 0; i < count; i++) {
      final double angle =
          2 * Math.PI * (i + (ring > 4 ? 0.5 : 0.0) + 0.07 * random.nextGaussian()) / count;
      final double r = radius + (ring > 1 ? 4 : 1) * random.nextGaussian();
      final double x = SUN_X + r * StrictMath.cos(angle);
      final double y = SUN_Y + r * StrictMath.sin(angle);
      if (y < shore(x) - 12) panes.add(x, y);
    }
  }

  private void wave(final int row, final Random random) {
    final double spacing = 40 + 7 * row;
    for (double x = -20 + 17 * (row % 2); x < SIZE + 40; x += spacing) {
      final double jitter = 5 * random.nextGaussian();
      panes.add(x + jitter, shore(x) + 16 + 36 * row + 3 * random.nextGaussian());
    }
  }

  private double shore(final double x) {
    return 346 + 14 * StrictMath.sin(x / 62);
  }

  private Rgb glass(final double x, final double y) {
    final double bend = 3;
    final double u = x + bend * noise.at(x / 40, y / 40);
    final double v = y + bend * noise.at(x / 40 + 9, y / 40);
    final Voronoi.Pane pane = panes.at(u, v);
    final double half = 2.6 + 0.5 * noise.at(x / 9, y / 9);
    final double lead = Ramp.between(half + 0.7, half - 0.7, pane.border());
    return light(pane, x, y).mix(lead(pane.border() / half, x, y), lead);
  }

  private Rgb light(final Voronoi.Pane pane, final double x, final double y) {
    final double turn = 2.4 * pane.index();
    final double along = x * StrictMath.cos(turn) + y * StrictMath.sin(turn);
    final double across = y * StrictMath.cos(turn) - x * StrictMath.sin(turn);
    final double streaks = noise.fractal(along / 60, across / 9 + 31 * pane.index(), 3);
    final double seeds = Ramp.between(0.62, 0.8, noise.at(x / 5 + pane.index(), y / 5));
    final double depth = 0.55 + 0.55 * Ramp.between(0, 22, pane.border());
    final Rgb colour = colour(pane).times(depth * (0.98 + 0.24 * streaks));
    return colour.plus(new Rgb(1, 1, 0.9), 0.16 * seeds + 0.1 * Math.max(0, streaks));
  }

  private Rgb colour(final Voronoi.Pane pane) {
    final double vary = 0.09 * StrictMath.sin(7.1 * pane.index());
    final double below = pane.y() - shore(pane.x());
    final double dx = pane.x() - SUN_X;
    final double dy = pane.y() - SUN_Y;
    if (below > 0) {
      final Rgb sea = SEA.at(below / 150 + 1.6 * vary);
      final double glitter = Ramp.between(60, 10, Math.abs(dx) - 0.12 * below + 260 * vary);
      return glitter > 0.4 ? RAYS.at(0.2 + below / 500 + vary) : sea;
    }
    return RAYS.at(Math.sqrt(dx * dx + dy * dy) / 330 + vary);
  }

  /** Round bars of lead with a dull shine on the upper left. */
  private Rgb lead(final double across, final double x, final double y) {
    final double round = Math.max(0, 1 - across * across);
    final double shine = 0.05 + 0.16 * round * (0.8 + 0.4 * noise.at(x / 17, y / 17));
    return new Rgb(shine, shine, shine * 1.1);
  }
}
