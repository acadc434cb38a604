package sc.fiji.styletransfer.optimise;

/**
 * A list of vectors of equal length that live long and are used rarely. An implementation may store
 * them in memory or in a file.
 *
 * @param <V> class of the vectors
 */
public interface VectorStore<V extends Vector<V>> extends AutoCloseable {

  /**
   * Stores a copy of a vector at an index, or appends it.
   *
   * @param index of the vector, at most the number of stored vectors
   * @param vector as long as the other stored vectors
   */
  void set(int index, V vector);

  /**
   * Copies a stored vector.
   *
   * @param index of the vector
   * @return a copy, owned by the caller
   */
  V get(int index);

  /**
   * Computes the inner product of a stored vector v and another vector.
   *
   * @param index of the stored vector
   * @param other as long as the stored vectors
   * @return Σ vᵢ·otherᵢ as a new vector of one element, owned by the caller
   */
  V inner(int index, V other);

  /**
   * Computes the product of a factor and the inner product of a stored vector v and another vector.
   *
   * @param index of the stored vector
   * @param other as long as the stored vectors
   * @param factor of one element
   * @return factor₁·Σ vᵢ·otherᵢ as a new vector of one element, owned by the caller
   */
  default V inner(final int index, final V other, final V factor) {
    final V product = inner(index, other);
    product.multiply(factor);
    return product;
  }

  /**
   * Adds a multiple of a stored vector v to another vector: sum ← sum + factor₁·v.
   *
   * @param sum as long as the stored vectors, changed in place
   * @param factor of one element, from {@link #inner(int, Vector, Vector)}
   * @param index of the stored vector
   */
  void addTo(V sum, V factor, int index);

  /** Frees the memory or deletes the file. */
  @Override
  void close();
}
