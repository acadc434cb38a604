package sc.fiji.styletransfer.optimise;

/**
 * A rule that moves a point downhill. It is told the gradient and moves once for it; evaluating the
 * function, counting and stopping are the caller's, so that a run can be cancelled between any two
 * evaluations.
 *
 * @param <V> kind of vector
 */
public interface Optimizer<V extends Vector<V>> extends AutoCloseable {

  /**
   * @param x the point, moved in place
   * @param gradient at the point; not changed
   */
  void update(V x, V gradient);

  /**
   * Says that the gradient of the next update is that of a slightly different function, so that
   * comparing it with the last tells nothing.
   */
  default void functionChanged() {}

  /**
   * Goes on in another space; what was learnt is carried over, or forgotten if it means nothing
   * there.
   *
   * @param transition the way there
   */
  void follow(Transition<V> transition);

  /**
   * Writes down all that the next update depends on.
   *
   * @param snapshot receives it
   */
  void save(Snapshot<V> snapshot);

  /**
   * Goes on where another optimiser of the same kind and parameters was saved.
   *
   * @param snapshot what {@link #save} wrote; its vectors are owned by this object from now on
   */
  void restore(Snapshot<V> snapshot);

  /** Frees the vectors kept between updates. */
  @Override
  void close();
}
