package sc.fiji.styletransfer.optimise;

/**
 * A point or a direction in the space of an optimiser, changed in place. The implementation decides
 * where the elements are stored: on the Java heap, in native memory or on a GPU. Closing a vector
 * frees them.
 *
 * @param <V> the implementation, which is combined only with vectors of its own class
 */
public interface Vector<V extends Vector<V>> extends AutoCloseable {

  /**
   * Copies this vector.
   *
   * @return a new vector with the same values, owned by the caller
   */
  V duplicate();

  /**
   * Copies the values of another vector: v ← other.
   *
   * @param other of the same length
   */
  void set(V other);

  /**
   * Multiplies all elements by a number: v ← factor·v.
   *
   * @param factor any number
   */
  void scale(double factor);

  /**
   * Multiplies all elements by a scalar vector: v ← factor₁·v. Factors that are vectors stay on the
   * device that computed them, so that the CPU does not wait for a GPU.
   *
   * @param factor of one element, from {@link #inner(Vector)} or {@link #scalar}
   */
  void multiply(V factor);

  /**
   * Adds a multiple of another vector: v ← v + factor·other.
   *
   * @param factor any number
   * @param other of the same length
   */
  void add(double factor, V other);

  /**
   * Adds a multiple of another vector: v ← v + factor₁·other.
   *
   * @param factor of one element, from {@link #inner(Vector)} or {@link #scalar}
   * @param other of the same length as this vector
   */
  void add(V factor, V other);

  /**
   * Adds a multiple of another vector's squares, element by element: v ← v + factor·other².
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
   * Computes an inner product as a number. The CPU waits for a GPU.
   *
   * @param other of the same length
   * @return Σ vᵢ·otherᵢ
   */
  double dot(V other);

  /**
   * Computes an inner product as a vector, which stays on the device.
   *
   * @param other of the same length
   * @return Σ vᵢ·otherᵢ as a new vector of one element, owned by the caller
   */
  V inner(V other);

  /**
   * Computes the product of an inner product and a factor, which stays on the device.
   *
   * @param other of the same length
   * @param factor of one element, from {@link #inner(Vector)} or {@link #scalar}
   * @return factor₁·Σ vᵢ·otherᵢ as a new vector of one element, owned by the caller
   */
  default V inner(final V other, final V factor) {
    final V product = inner(other);
    product.multiply(factor);
    return product;
  }

  /**
   * Creates a vector of one element, of the same type as the results of {@link #inner(Vector)}. The
   * CPU waits for a GPU.
   *
   * @param value any number
   * @return a new vector, owned by the caller
   */
  V scalar(double value);

  /**
   * Returns the element of a vector that has one. The CPU waits for a GPU.
   *
   * @return the element
   */
  double value();

  /** Replaces every element by its square root: v ← √v. No element may be negative. */
  void sqrt();

  /**
   * Replaces large elements by their reciprocals and others by 0: vᵢ ← 1/vᵢ where vᵢ &gt;
   * thresholdᵢ and 1/vᵢ is in the range of float, elsewhere vᵢ ← 0.
   *
   * @param threshold of the same length, not negative
   */
  void reciprocalAbove(V threshold);

  /**
   * Replaces the element of a vector that has one by its reciprocal if it is positive, and by 0
   * otherwise.
   */
  void reciprocal();

  /**
   * Limits all elements from above: vᵢ ← min(vᵢ, max).
   *
   * @param max any number
   */
  void clampMax(double max);

  /**
   * Copies some elements of another vector: vᵢ ← otherᵢ where conditionᵢ &gt; 0.
   *
   * @param condition of the same length
   * @param other of the same length, finite
   */
  void setWhere(V condition, V other);

  /**
   * Computes the 1-norm. The CPU waits for a GPU.
   *
   * @return Σ |vᵢ|
   */
  double norm1();

  /**
   * Returns the number of elements.
   *
   * @return the number of elements
   */
  long length();

  /** Frees the elements. */
  @Override
  void close();
}
