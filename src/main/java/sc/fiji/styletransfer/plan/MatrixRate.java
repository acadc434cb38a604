package sc.fiji.styletransfer.plan;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.concurrent.TimeUnit;
import sc.fiji.styletransfer.features.Precision;
import sc.fiji.styletransfer.tensor.BFloat16;

/** How fast the engine multiplies matrices, which is what convolutions amount to. */
public final class MatrixRate {

  private static final int SIDE = 1024;
  private static final int PRODUCTS = 3;

  /** Shorter times tell more of the way to a GPU and back than of its speed. */
  private static final long SHORTEST = TimeUnit.MILLISECONDS.toNanos(10);

  private MatrixRate() {}

  /**
   * @param manager on whose device to measure
   * @param side of the square matrices
   * @param products how many to take the time of at least, after one that is not counted
   * @return floating point operations per second
   */
  public static double measure(final NDManager manager, final int side, final int products) {
    try (NDManager here = manager.newSubManager()) {
      return of(here.randomNormal(new Shape(side, side)), products);
    }
  }

  /**
   * Measures for some ten milliseconds, with matrices of 1024 × 1024.
   *
   * @param manager on whose device to measure
   * @param precision of the elements
   * @return floating point operations per second, two to an element of a sum
   */
  public static double measure(final NDManager manager, final Precision precision) {
    if (precision == Precision.SINGLE) return measure(manager, SIDE, PRODUCTS);
    try (NDManager here = manager.newSubManager();
        BFloat16 narrow = new BFloat16(here)) {
      return of(narrow.narrow(here.randomNormal(new Shape(SIDE, SIDE))), PRODUCTS);
    }
  }

  private static double of(final NDArray matrix, final int products) {
    final double side = matrix.getShape().get(0);
    multiply(matrix, 1);
    for (int times = products; ; times *= 2) {
      final long begin = System.nanoTime();
      multiply(matrix, times);
      final long duration = System.nanoTime() - begin;
      if (duration >= SHORTEST) return times * 2 * side * side * side * 1e9 / duration;
    }
  }

  /** Reads an element of the last, because a GPU would still be computing otherwise. */
  private static void multiply(final NDArray matrix, final int times) {
    for (int i = 1; i < times; i++) matrix.matMul(matrix).close();
    try (NDArray product = matrix.matMul(matrix);
        NDArray element = product.get(0, 0);
        NDArray wide = BFloat16.widen(element)) {
      wide.toFloatArray();
    }
  }
}
