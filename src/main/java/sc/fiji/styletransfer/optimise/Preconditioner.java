package sc.fiji.styletransfer.optimise;

/**
 * A cheap guess of the inverse curvature of a function, symmetric and positive: where a gradient
 * leads far and where it soon turns.
 *
 * @param <V> kind of vector
 */
public interface Preconditioner<V extends Vector<V>> extends AutoCloseable {

  /**
   * Improves the guess by what was seen.
   *
   * @param step from one point to the next
   * @param change of the gradient along the step, with step·change &gt; 0
   */
  void learn(V step, V change);

  /**
   * Multiplies by the guess: v ← P·v.
   *
   * @param vector a gradient, changed in place
   */
  void apply(V vector);

  /** Forgets what belongs to the space that was searched so far. */
  void reset();

  @Override
  void close();
}
