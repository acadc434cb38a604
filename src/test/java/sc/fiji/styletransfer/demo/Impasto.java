package sc.fiji.styletransfer.demo;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.Random;

/**
 * Thick paint with a colour and a height, two samples per pixel and side. Strokes leave bristle
 * ridges and ragged ends, which raking light from the upper left shows.
 */
public final class Impasto {

  private static final int SAMPLES = 2;
  private static final double STEP = 0.3;

  private final int width;
  private final int height;
  private final int columns;
  private final Rgb[] colours;
  private final float[] thickness;
  private final Random random;

  /**
   * @param width in pixels
   * @param height in pixels
   * @param ground the colour of the empty canvas
   * @param seed of the random bristles
   */
  public Impasto(final int width, final int height, final Rgb ground, final long seed) {
    this.width = width;
    this.height = height;
    columns = width * SAMPLES;
    colours = new Rgb[columns * height * SAMPLES];
    thickness = new float[colours.length];
    Arrays.fill(colours, ground);
    random = new Random(seed);
  }

  /**
   * Lays one stroke along the flow.
   *
   * @param stroke start, size and paint
   * @param field direction at each point
   */
  public void lay(final BrushStroke stroke, final FlowField field) {
    final Bristle[] bristles = load(stroke);
    double x = stroke.x();
    double y = stroke.y();
    for (double along = 0; along < stroke.length() && stroke.reaches(x, y); along += STEP) {
      final double angle = field.angle(x, y);
      final double dx = StrictMath.cos(angle);
      final double dy = StrictMath.sin(angle);
      for (final Bristle bristle : bristles)
        if (bristle.touches(along))
          dab(x - dy * bristle.across(), y + dx * bristle.across(), bristle);
      x += STEP * dx;
      y += STEP * dy;
    }
  }

  /**
   * Covers the whole picture with thin, flat paint.
   *
   * @param paint the colours
   */
  public void wash(final Paint paint) {
    for (int i = 0; i < colours.length; i++)
      colours[i] =
          paint.at((i % columns + 0.5) / SAMPLES, (i / columns + 0.5) / SAMPLES, colours[i]);
  }

  /** Returns the picture under raking light. */
  public BufferedImage toImage() {
    final Canvas canvas = new Canvas(width, height, SAMPLES);
    canvas.paint((x, y, below) -> lit((int) (x * SAMPLES), (int) (y * SAMPLES)));
    return canvas.toImage();
  }

  private Bristle[] load(final BrushStroke stroke) {
    final Bristle[] bristles = new Bristle[(int) Math.ceil(stroke.width() / STEP)];
    double ridge = random.nextDouble();
    for (int i = 0; i < bristles.length; i++) {
      ridge = 0.55 * ridge + 0.45 * random.nextDouble();
      final double side = (i + 0.5) / bristles.length * 2 - 1;
      final double lag = stroke.width() * (0.55 * side * side + 0.5 * ridge);
      final Rgb paint = stroke.paint().mix(stroke.streak(), Ramp.between(0.45, 0.75, ridge));
      final double pushedAside = 0.5 * side * side * side * side;
      bristles[i] =
          new Bristle(
              side * stroke.width() / 2, lag, stroke.length() - lag, paint, ridge + pushedAside);
    }
    return bristles;
  }

  private void dab(final double x, final double y, final Bristle bristle) {
    final int column = (int) Math.floor(x * SAMPLES);
    final int row = (int) Math.floor(y * SAMPLES);
    if (column < 0 || row < 0 || column >= columns || row >= height * SAMPLES) return;
    final int i = row * columns + column;
    colours[i] = bristle.paint();
    thickness[i] = (float) (0.25 * thickness[i] + bristle.ridge());
  }

  private Rgb lit(final int column, final int row) {
    final double slope = thick(column + 1, row + 1) - thick(column - 1, row - 1);
    final double shade = Math.max(-0.3, Math.min(0.3, 0.34 * slope));
    final Rgb colour = colours[row * columns + column].times(1 + shade);
    return colour.plus(new Rgb(1, 0.98, 0.9), 0.22 * Ramp.between(0.3, 1.1, slope));
  }

  private double thick(final int column, final int row) {
    final int c = Math.max(0, Math.min(columns - 1, column));
    final int r = Math.max(0, Math.min(height * SAMPLES - 1, row));
    return thickness[r * columns + c];
  }

  private record Bristle(double across, double from, double to, Rgb paint, double ridge) {
    boolean touches(final double along) {
      return along >= from && along <= to;
    }
  }
}
