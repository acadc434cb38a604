package sc.fiji.styletransfer.optimise;

/**
 * A function of a vector that is minimised. The function may drift slowly from one evaluation to
 * the next; the content factor of a style transfer, for example, follows the distance from the
 * style. Code that changes the function abruptly calls {@link Optimizer#functionChanged()}.
 *
 * @param <V> class of the vectors
 */
@FunctionalInterface
public interface Objective<V extends Vector<V>> {

  /**
   * Computes the value and the gradient of the same function.
   *
   * @param x point of the evaluation, not changed
   * @param gradient receives the derivative with respect to every element of x
   * @return the value at x
   */
  double evaluate(V x, V gradient);
}
