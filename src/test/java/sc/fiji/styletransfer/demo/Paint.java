package sc.fiji.styletransfer.demo;

/** The colour of each point of a shape. */
@FunctionalInterface
public interface Paint {

  /**
   * Returns the new colour.
   *
   * @param x across, in picture pixels
   * @param y down, in picture pixels
   * @param below the colour so far
   * @return the new colour
   */
  Rgb at(double x, double y, Rgb below);
}
