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
   * Multiplies all values: v ← factor₁·v. Like every factor that is a vector, it stays where it was
   * computed, so that a GPU need not be waited for.
   *
   * @param factor of one element, from {@link #inner} or {@link #number}
   */
  void multiply(V factor);

  /**
   * Adds a multiple of another: v ← v + factor·other.
   *
   * @param factor any number
   * @param other of the same length
   */
  void add(double factor, V other);

  /**
   * Adds a multiple of another: v ← v + factor₁·other.
   *
   * @param factor of one element, from {@link #inner} or {@link #number}
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
   * @param value any number
   * @return a new vector of this one element, of the kind that {@link #inner} gives, owned by the
   *     caller
   */
  V number(double value);

  /**
   * @return the only element of a vector that has no more; a GPU is waited for
   */
  double value();

  /** Takes the root of every element, none of which is negative: v ← √v. */
  void root();

  /**
   * Inverts what is large enough: vᵢ ← 1/vᵢ where vᵢ &gt; leastᵢ and the inverse is in the range of
   * float, elsewhere 0.
   *
   * @param least of the same length, not negative
   */
  void invertAbove(V least);

  /** Inverts the only element of a vector that has no more, if it is positive; else that is 0. */
  default void invert() {
    try (V zero = number(0)) {
      invertAbove(zero);
    }
  }

  /**
   * Bounds all elements: vᵢ ← min(vᵢ, most).
   *
   * @param most any number
   */
  void limit(double most);

  /**
   * Takes over some elements of another: vᵢ ← otherᵢ where conditionᵢ &gt; 0.
   *
   * @param condition of the same length
   * @param other of the same length, finite
   */
  void setWhere(V condition, V other);

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
