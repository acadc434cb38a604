package sc.fiji.styletransfer.optimise;

/**
 * Vectors of one length that are kept for long and seldom used. They may lie in memory or in a
 * file.
 *
 * @param <V> kind of vector
 */
public interface VectorStore<V extends Vector<V>> extends AutoCloseable {

  /**
   * Keeps a copy of a vector, in the place of another or at the end.
   *
   * @param index of the vector, at most one more than the highest before
   * @param vector as long as all others here
   */
  void set(int index, V vector);

  /**
   * @param index of a vector
   * @return a copy, owned by the caller
   */
  V get(int index);

  /**
   * @param index of a vector v
   * @param other as long as those here
   * @return the inner product Σ vᵢ·otherᵢ as a new vector of one element, owned by the caller
   */
  V inner(int index, V other);

  /**
   * Adds a multiple of a vector v to another: sum ← sum + factor₁·v.
   *
   * @param sum as long as those here, changed in place
   * @param factor of one element, from {@link #inner}
   * @param index of the vector
   */
  void addTo(V sum, V factor, int index);

  /** Frees the memory, or deletes the file. */
  @Override
  void close();
}
