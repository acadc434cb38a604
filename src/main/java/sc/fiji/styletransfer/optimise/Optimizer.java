package sc.fiji.styletransfer.optimise;

/**
 * An iterative method that minimises a function from its gradients. It changes the point once for
 * each gradient. The caller evaluates the function, counts evaluations and stops, so that a run can
 * be cancelled between any two evaluations.
 *
 * @param <V> class of the vectors
 */
public interface Optimizer<V extends Vector<V>> extends AutoCloseable {

  /**
   * Performs one step.
   *
   * @param x the point, changed in place
   * @param gradient at the point, not changed
   */
  void update(V x, V gradient);

  /**
   * Announces that the function jumps before the next evaluation. The optimiser must not compare
   * the next gradient with the last one.
   */
  default void functionChanged() {}

  /**
   * Announces that another function is minimised from the next evaluation on. An optimiser discards
   * what it knows about the curvature of the previous function.
   */
  default void objectiveChanged() {}

  /**
   * Continues in another search space. An optimiser maps its state to the new space, or discards
   * state that has no meaning there.
   *
   * @param transition from the present space to the new one
   */
  void changeSpace(Transition<V> transition);

  /**
   * Stores the state that the next update depends on.
   *
   * @param snapshot receives the state
   */
  void save(Snapshot<V> snapshot);

  /**
   * Replaces the state by that of another optimiser of the same class and parameters.
   *
   * @param snapshot that {@link #save} wrote to
   */
  void restore(Snapshot<V> snapshot);

  /** Frees the vectors that are kept between updates. */
  @Override
  void close();
}
