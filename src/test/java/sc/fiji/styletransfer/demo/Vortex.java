package sc.fiji.styletransfer.demo;

/**
 * A whirl that fades with distance.
 *
 * @param x centre, in picture pixels
 * @param y centre, in picture pixels
 * @param radius distance at which it has faded to 37 %, in picture pixels
 * @param spin strength; positive turns clockwise on the screen
 */
public record Vortex(double x, double y, double radius, double spin) {

  /**
   * Returns the strength of the whirl at a point, 0..1.
   *
   * @param px a point
   * @param py a point
   * @return the strength, 0..1
   */
  public double weight(final double px, final double py) {
    final double d = distance(px, py) / radius;
    return StrictMath.exp(-d * d);
  }

  /**
   * Returns the distance to the centre.
   *
   * @param px a point
   * @param py a point
   * @return the distance to the centre
   */
  public double distance(final double px, final double py) {
    return Math.sqrt((px - x) * (px - x) + (py - y) * (py - y));
  }

  /**
   * Returns the direction from the centre to the point, in radians.
   *
   * @param px a point
   * @param py a point
   * @return the direction from the centre to the point, in radians
   */
  public double bearing(final double px, final double py) {
    return StrictMath.atan2(py - y, px - x);
  }
}
