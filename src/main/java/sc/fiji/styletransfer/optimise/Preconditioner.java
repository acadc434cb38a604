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

  /**
   * Writes down what was learnt.
   *
   * @param snapshot receives it
   */
  void save(Snapshot<V> snapshot);

  /**
   * Goes on where another of the same kind was saved.
   *
   * @param snapshot what {@link #save} wrote
   */
  void restore(Snapshot<V> snapshot);

  @Override
  void close();
}
