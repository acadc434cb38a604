package sc.fiji.styletransfer.plan;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.concurrent.TimeUnit;

/** Measures how many numbers of large vectors a device reads and writes in a second. */
final class ElementRate {

  private static final int LENGTH = 1 << 22;

  /** A sum in place reads two numbers and writes one. */
  private static final double TOUCHED = 3.0 * LENGTH;

  /** In shorter times the transfer to a GPU and back dominates. */
  private static final long SHORTEST = TimeUnit.MILLISECONDS.toNanos(2);

  private ElementRate() {}

  /**
   * Measures for a few milliseconds.
   *
   * @param manager manager on the device to measure
   * @return numbers of type float32 per second
   */
  static double measure(final NDManager manager) {
    try (NDManager here = manager.newSubManager()) {
      final NDArray sum = here.zeros(new Shape(LENGTH));
      final NDArray term = here.ones(new Shape(LENGTH));
      add(sum, term, 1);
      for (int times = 1; ; times *= 2) {
        final long begin = System.nanoTime();
        add(sum, term, times);
        final long duration = System.nanoTime() - begin;
        if (duration >= SHORTEST) return times * TOUCHED * 1e9 / duration;
      }
    }
  }

  /** Reads an element of the sum, so that a GPU finishes within the measured time. */
  private static void add(final NDArray sum, final NDArray term, final int times) {
    for (int i = 0; i < times; i++) sum.addi(term);
    try (NDArray element = sum.get(0)) {
      element.toFloatArray();
    }
  }
}
