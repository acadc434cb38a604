package sc.fiji.styletransfer.optimise;

/**
 * A symmetric positive definite matrix that is, up to a factor, a better guess at the inverse of
 * the curvature than the unit matrix: where L-BFGS knows nothing yet, it steps along it (Nocedal
 * &amp; Wright 2006, section 7.2, the matrix H⁰).
 *
 * @param <V> kind of vector
 */
@FunctionalInterface
public interface Preconditioner<V extends Vector<V>> {

  /**
   * @param vector multiplied by the matrix, in place
   */
  void apply(V vector);

  /**
   * @param <V> kind of vector
   * @return the unit matrix
   */
  static <V extends Vector<V>> Preconditioner<V> none() {
    return vector -> {};
  }
}
