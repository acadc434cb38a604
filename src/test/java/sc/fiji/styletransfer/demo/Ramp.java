package sc.fiji.styletransfer.demo;

/** A soft step: 0 before it starts, 1 after it ends, 3t² - 2t³ in between. */
public final class Ramp {

  private Ramp() {}

  /**
   * Returns a value in 0..1.
   *
   * @param start where the step leaves 0
   * @param end where it reaches 1; may be smaller than start, the step then falls
   * @param x where to evaluate it
   * @return a value in 0..1
   */
  public static double between(final double start, final double end, final double x) {
    final double t = Math.min(1, Math.max(0, (x - start) / (end - start)));
    return t * t * (3 - 2 * t);
  }
}
