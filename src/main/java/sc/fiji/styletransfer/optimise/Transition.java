package sc.fiji.styletransfer.optimise;

/**
 * The way from one search space to the next, for example to a finer sampling of the same picture.
 *
 * @param <V> kind of vector
 */
public interface Transition<V extends Vector<V>> {

  /**
   * @param vector a point or a difference of points in the old space
   * @return the same in the new space, a new vector owned by the caller
   */
  V carry(V vector);

  /**
   * @param vector whose values are not negative, in the old space
   * @return the same in the new space, not negative either; a new vector owned by the caller
   */
  V carryPositive(V vector);
}
