package sc.fiji.styletransfer.optimise;

/**
 * A function of a vector that has a value and a gradient.
 *
 * @param <V> kind of vector
 */
@FunctionalInterface
public interface Objective<V extends Vector<V>> {

  /**
   * @param x where to evaluate; not changed
   * @param gradient receives the derivative with respect to every element of x
   * @return value at x
   */
  double evaluate(V x, V gradient);
}
