package sc.fiji.styletransfer.optimise;

/**
 * A point or a direction in the space that is searched, changed in place. Where its numbers lie, on
 * the Java heap, in native memory or on a GPU, is the implementation's affair, and so is freeing
 * them when closed.
 *
 * @param <V> the implementation, which only combines with its own kind
 */
public interface Vector<V extends Vector<V>> extends AutoCloseable {

  /**
   * @return a new vector with the same values, owned by the caller
   */
  V duplicate();

  /**
   * Takes the values of another: v ← other.
   *
   * @param other of the same length
   */
  void set(V other);

  /**
   * Multiplies all values: v ← factor·v.
   *
   * @param factor any number
   */
  void scale(double factor);

  /**
   * Adds a multiple of another: v ← v + factor·other.
   *
   * @param factor any number
   * @param other of the same length
   */
  void add(double factor, V other);

  /**
   * Adds a multiple of another: v ← v + factor₁·other. The factor stays where it was computed, so
   * that a GPU need not be waited for.
   *
   * @param factor of one element, from {@link #inner}
   * @param other of the same length as this vector
   */
  void add(V factor, V other);

  /**
   * Adds a multiple of another's squares, element by element: v ← v + factor·other².
   *
   * @param factor any number
   * @param other of the same length
   */
  void addSquare(double factor, V other);

  /**
   * Adds a multiple of an element-wise ratio: v ← v + factor·numerator/(√square + epsilon).
   *
   * @param factor any number
   * @param numerator of the same length
   * @param square of the same length, not negative
   * @param epsilon small and positive, keeps the ratio finite
   */
  void addRatio(double factor, V numerator, V square, double epsilon);

  /**
   * @param other of the same length
   * @return the inner product Σ vᵢ·otherᵢ
   */
  double dot(V other);

  /**
   * @param other of the same length
   * @return the inner product Σ vᵢ·otherᵢ as a new vector of one element, owned by the caller
   */
  V inner(V other);

  /**
   * @return Σ |vᵢ|
   */
  double norm1();

  /**
   * @return the number of elements
   */
  long length();

  /** Frees the numbers. */
  @Override
  void close();
}
