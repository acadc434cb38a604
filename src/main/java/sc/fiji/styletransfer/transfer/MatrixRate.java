package sc.fiji.styletransfer.transfer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/** How fast the engine multiplies matrices, which is what convolutions amount to. */
public final class MatrixRate {

  private static final int SIDE = 1024;
  private static final int PRODUCTS = 3;

  private MatrixRate() {}

  /**
   * Measures for some ten milliseconds, with matrices of 1024 × 1024.
   *
   * @param manager on whose device to measure
   * @return floating point operations per second, two to an element of a sum
   */
  public static double measure(final NDManager manager) {
    return measure(manager, SIDE, PRODUCTS);
  }

  /**
   * @param manager on whose device to measure
   * @param side of the square matrices
   * @param products how many to take the time of, after one that is not counted
   * @return floating point operations per second
   */
  public static double measure(final NDManager manager, final int side, final int products) {
    try (NDManager here = manager.newSubManager()) {
      final NDArray matrix = here.randomNormal(new Shape(side, side));
      multiply(matrix, 1);
      final long begin = System.nanoTime();
      multiply(matrix, products);
      return products * 2.0 * side * side * side * 1e9 / (System.nanoTime() - begin);
    }
  }

  /** Reads an element of the last, because a GPU would still be computing otherwise. */
  private static void multiply(final NDArray matrix, final int times) {
    for (int i = 1; i < times; i++) matrix.matMul(matrix).close();
    try (NDArray product = matrix.matMul(matrix);
        NDArray element = product.get(0, 0)) {
      element.getFloat();
    }
  }
}
