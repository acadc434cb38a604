package sc.fiji.styletransfer.optimise;

/**
 * A linear map from one search space to the next, for example to a finer sampling of the same
 * picture.
 *
 * @param <V> class of the vectors
 */
public interface Transition<V extends Vector<V>> {

  /**
   * Maps a vector to the new space.
   *
   * @param vector a point or a difference of points in the old space
   * @return a new vector in the new space, owned by the caller
   */
  V map(V vector);

  /**
   * Maps a vector without negative elements to the new space, such that no element becomes
   * negative.
   *
   * @param vector in the old space, not negative
   * @return a new vector in the new space, not negative; owned by the caller
   */
  V mapNonNegative(V vector);
}
