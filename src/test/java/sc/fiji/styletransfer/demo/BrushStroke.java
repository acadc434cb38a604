package sc.fiji.styletransfer.demo;

import java.util.function.BiPredicate;

/**
 * One touch of the brush.
 *
 * @param x where it starts, in picture pixels
 * @param y where it starts, in picture pixels
 * @param length in picture pixels
 * @param width in picture pixels
 * @param paint the main colour
 * @param streak a second colour that some bristles carry
 * @param bounds true where the stroke may go; it is lifted where not
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
   * @param px a point
   * @param py a point
   * @return whether the brush still touches there
   */
  public boolean reaches(final double px, final double py) {
    return bounds.test(px, py);
  }
}
