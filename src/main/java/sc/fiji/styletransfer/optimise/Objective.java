package sc.fiji.styletransfer.optimise;

import java.util.function.DoubleSupplier;

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
   * Computes the value and the gradient of the same function. A device that computes by itself may
   * not have finished when this method returns; further work on the gradient waits there, not here.
   *
   * @param x point of the evaluation, not changed by this method; the caller may change the point
   *     before it reads the value
   * @param gradient receives the derivative with respect to every element of x
   * @return reads the value at x, waiting for the device; to be called once
   */
  DoubleSupplier begin(V x, V gradient);

  /**
   * Computes the value and the gradient, and waits for both.
   *
   * @param x point of the evaluation, not changed
   * @param gradient receives the derivative with respect to every element of x
   * @return the value at x
   */
  default double evaluate(final V x, final V gradient) {
    return begin(x, gradient).getAsDouble();
  }
}
