package sc.fiji.styletransfer.demo;

import java.awt.Shape;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;

/**
 * A picture with several samples per pixel and side. Coordinates are picture pixels; averaging the
 * samples at the end smooths the edges without a rasteriser, whose rounding may differ between Java
 * versions.
 */
public final class Canvas {

  private final int samples;
  private final int columns;
  private final int rows;
  private final float[] values;

  /**
   * @param width in pixels
   * @param height in pixels
   * @param samples per pixel and side
   */
  public Canvas(final int width, final int height, final int samples) {
    this.samples = samples;
    columns = width * samples;
    rows = height * samples;
    values = new float[3 * columns * rows];
  }

  /**
   * Paints everywhere.
   *
   * @param paint the colours
   */
  public void paint(final Paint paint) {
    for (int row = 0; row < rows; row++)
      for (int column = 0; column < columns; column++) touch(column, row, paint);
  }

  /**
   * Paints inside a shape.
   *
   * @param shape in picture pixels
   * @param paint the colours
   */
  public void fill(final Shape shape, final Paint paint) {
    final Rectangle2D box = shape.getBounds2D();
    final int lastRow = Math.min(rows - 1, (int) (box.getMaxY() * samples));
    final int lastColumn = Math.min(columns - 1, (int) (box.getMaxX() * samples));
    for (int row = Math.max(0, (int) (box.getMinY() * samples)); row <= lastRow; row++)
      for (int column = Math.max(0, (int) (box.getMinX() * samples));
          column <= lastColumn;
          column++) if (shape.contains(centre(column), centre(row))) touch(column, row, paint);
  }

  /**
   * Returns the colour of the nearest sample.
   *
   * @param x across, in picture pixels; clamped to the picture
   * @param y down, in picture pixels; clamped to the picture
   * @return the colour of the nearest sample
   */
  public Rgb at(final double x, final double y) {
    final int column = Math.min(columns - 1, Math.max(0, (int) Math.floor(x * samples)));
    final int row = Math.min(rows - 1, Math.max(0, (int) Math.floor(y * samples)));
    return sample(column, row);
  }

  /** Returns the picture, one averaged colour per pixel. */
  public BufferedImage toImage() {
    final int width = columns / samples;
    final int height = rows / samples;
    final BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++)
      for (int x = 0; x < width; x++)
        image.setRGB(x, y, level(x, y, 0) << 16 | level(x, y, 1) << 8 | level(x, y, 2));
    return image;
  }

  private void touch(final int column, final int row, final Paint paint) {
    final Rgb colour = paint.at(centre(column), centre(row), sample(column, row));
    final int i = 3 * (row * columns + column);
    values[i] = (float) colour.r();
    values[i + 1] = (float) colour.g();
    values[i + 2] = (float) colour.b();
  }

  private Rgb sample(final int column, final int row) {
    final int i = 3 * (row * columns + column);
    return new Rgb(values[i], values[i + 1], values[i + 2]);
  }

  private double centre(final int index) {
    return (index + 0.5) / samples;
  }

  private int level(final int x, final int y, final int channel) {
    double sum = 0;
    for (int row = y * samples; row < (y + 1) * samples; row++)
      for (int column = x * samples; column < (x + 1) * samples; column++)
        sum += Math.min(1, Math.max(0, values[3 * (row * columns + column) + channel]));
    return (int) Math.round(255 * sum / (samples * samples));
  }
}
