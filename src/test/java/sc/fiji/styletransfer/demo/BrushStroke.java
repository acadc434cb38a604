package sc.fiji.styletransfer.demo;

import java.util.function.BiPredicate;

/**
 * One stroke of the brush.
 *
 * @param x start, in picture pixels
 * @param y start, in picture pixels
 * @param length in picture pixels
 * @param width in picture pixels
 * @param paint the main colour
 * @param streak a second colour that some bristles carry
 * @param bounds true where the stroke may paint
 */
public record BrushStroke(
    double x,
    double y,
    double length,
    double width,
    Rgb paint,
    Rgb streak,
    BiPredicate<Double, Double> bounds) {

  /**
   * Returns whether the stroke paints at a point.
   *
   * @param px a point
   * @param py a point
   * @return whether the stroke paints there
   */
  public boolean reaches(final double px, final double py) {
    return bounds.test(px, py);
  }
}
