package sc.fiji.styletransfer.optimise;

/**
 * Tells when a search has come to rest: when the lowest value of the last window of evaluations is
 * not lower, by the wanted fraction, than the lowest before it.
 */
public final class Convergence {

  private final double tolerance;
  private final int window;

  private double before = Double.POSITIVE_INFINITY;
  private double lowest = Double.POSITIVE_INFINITY;
  private int evaluations;

  /**
   * @param tolerance relative improvement per window below which the search is done; 0 means never
   * @param window number of evaluations
   */
  public Convergence(final double tolerance, final int window) {
    this.tolerance = tolerance;
    this.window = window;
  }

  /**
   * Takes note of an evaluation.
   *
   * @param value of the function
   * @return whether the search is done
   */
  public boolean reached(final double value) {
    lowest = Math.min(lowest, value);
    evaluations++;
    if (tolerance == 0 || evaluations % window != 0) return false;
    final boolean done = before - lowest < tolerance * before;
    before = lowest;
    return done && evaluations > window;
  }

  /**
   * Writes down what was seen.
   *
   * @param snapshot receives it
   */
  public void save(final Snapshot<?> snapshot) {
    snapshot.put("convergence.before", before);
    snapshot.put("convergence.lowest", lowest);
    snapshot.put("convergence.evaluations", evaluations);
  }

  /**
   * Goes on where another was saved.
   *
   * @param snapshot what {@link #save} wrote
   */
  public void restore(final Snapshot<?> snapshot) {
    before = snapshot.number("convergence.before");
    lowest = snapshot.number("convergence.lowest");
    evaluations = (int) snapshot.number("convergence.evaluations");
  }
}
