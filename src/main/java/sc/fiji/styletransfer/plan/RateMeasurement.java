package sc.fiji.styletransfer.plan;

import ai.djl.ndarray.NDArray;
import java.util.function.Supplier;
import sc.fiji.styletransfer.tensor.BFloat16;

/**
 * Measures how fast a device carries out an operation: repeats it until it takes long enough, after
 * one time that does not count.
 *
 * @param fewest smallest number of repetitions
 * @param shortest nanoseconds that all repetitions take together at least; in shorter times the
 *     transfer to a GPU and back dominates
 */
record RateMeasurement(int fewest, long shortest) {

  /**
   * Measures an operation.
   *
   * @param operation returns a new array
   * @param amount work of the operation, for example floating point operations
   * @return the work per second
   */
  double perSecond(final Supplier<NDArray> operation, final double amount) {
    carryOut(operation, 1);
    for (int times = fewest; ; times *= 2) {
      final long begin = System.nanoTime();
      carryOut(operation, times);
      final long duration = System.nanoTime() - begin;
      if (duration >= shortest) return times * amount * 1e9 / duration;
    }
  }

  /** Reads an element of the last result, so that a GPU finishes within the measured time. */
  private static void carryOut(final Supplier<NDArray> operation, final int times) {
    for (int i = 1; i < times; i++) operation.get().close();
    try (NDArray result = operation.get();
        NDArray flat = result.flatten();
        NDArray element = flat.get(0);
        NDArray wide = BFloat16.widen(element)) {
      wide.toFloatArray();
    }
  }
}
