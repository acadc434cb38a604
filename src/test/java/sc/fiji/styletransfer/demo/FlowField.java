package sc.fiji.styletransfer.demo;

/** A direction at every point of the picture. */
@FunctionalInterface
public interface FlowField {

  /**
   * Returns the direction in radians, 0 to the right and growing clockwise on the screen.
   *
   * @param x across, in picture pixels
   * @param y down, in picture pixels
   * @return the direction in radians, 0 to the right and growing clockwise on the screen
   */
  double angle(double x, double y);
}
