package sc.fiji.styletransfer.plan;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.concurrent.TimeUnit;
import sc.fiji.styletransfer.features.Precision;
import sc.fiji.styletransfer.tensor.BFloat16;

/** Measures how fast a device multiplies matrices, the main operation of convolutions. */
public final class MatrixRate {

  private static final int SIDE = 1024;
  private static final int PRODUCTS = 3;

  private static final long SHORTEST = TimeUnit.MILLISECONDS.toNanos(10);

  private MatrixRate() {}

  /**
   * Measures the rate of float32 products.
   *
   * @param manager manager on the device to measure
   * @param side side of the square matrices
   * @param products smallest number of products to time, after one that is not timed
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
   * @param manager manager on the device to measure
   * @param precision precision of the elements
   * @return floating point operations per second, where a multiplication and an addition are two
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
    return new RateMeasurement(products, SHORTEST)
        .perSecond(() -> matrix.matMul(matrix), 2 * side * side * side);
  }
}
