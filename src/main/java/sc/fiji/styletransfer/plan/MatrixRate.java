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

  private static final RateMeasurement LONG =
      new RateMeasurement(3, TimeUnit.MILLISECONDS.toNanos(10));

  private MatrixRate() {}

  /**
   * Measures for some ten milliseconds, with matrices of 1024 × 1024.
   *
   * @param manager manager on the device to measure
   * @param precision precision of the elements
   * @return floating point operations per second, where a multiplication and an addition are two
   */
  public static double measure(final NDManager manager, final Precision precision) {
    try (NDManager here = manager.newSubManager()) {
      final NDArray matrix = here.randomNormal(new Shape(SIDE, SIDE));
      if (precision == Precision.SINGLE) return of(matrix);
      try (BFloat16 narrow = new BFloat16(here)) {
        return of(narrow.narrow(matrix));
      }
    }
  }

  private static double of(final NDArray matrix) {
    return LONG.perSecond(() -> matrix.matMul(matrix), 2.0 * SIDE * SIDE * SIDE);
  }
}
