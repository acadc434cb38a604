package sc.fiji.styletransfer.optimise;

/**
 * A symmetric positive definite matrix that approximates the inverse Hessian up to a factor, better
 * than the identity does. L-BFGS uses it as the matrix H⁰ (Nocedal &amp; Wright 2006, section 7.2).
 *
 * @param <V> class of the vectors
 */
@FunctionalInterface
public interface Preconditioner<V extends Vector<V>> {

  /**
   * Multiplies a vector by the matrix.
   *
   * @param vector changed in place
   */
  void apply(V vector);

  /**
   * Returns the identity matrix.
   *
   * @param <V> class of the vectors
   * @return a preconditioner that changes nothing
   */
  static <V extends Vector<V>> Preconditioner<V> none() {
    return vector -> {};
  }
}
