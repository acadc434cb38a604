package sc.fiji.styletransfer.plan;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;
import java.util.concurrent.TimeUnit;
import sc.fiji.styletransfer.features.Precision;
import sc.fiji.styletransfer.network.Vgg19Layer;
import sc.fiji.styletransfer.tensor.BFloat16;
import sc.fiji.styletransfer.tensor.MemoryFormat;

/**
 * Measures how fast a device convolves. On some processors the engine convolves twice as fast as it
 * multiplies matrices, so that the rate of a matrix product does not predict the time of a network.
 */
final class ConvolutionRate {

  private static final int CHANNELS = 256;
  private static final int SIDE = 32;
  private static final double OPERATIONS =
      2.0 * CHANNELS * CHANNELS * Vgg19Layer.KERNEL_SIZE * Vgg19Layer.KERNEL_SIZE * SIDE * SIDE;

  private static final Shape ONE = new Shape(1, 1);

  /** In shorter times the transfer to a GPU and back dominates. */
  private static final long SHORTEST = TimeUnit.MILLISECONDS.toNanos(2);

  private ConvolutionRate() {}

  /**
   * Measures for a few milliseconds, with 256 channels of 32 × 32 positions.
   *
   * @param manager manager on the device to measure
   * @param precision precision of the elements
   * @return floating point operations per second, where a multiplication and an addition are two
   */
  static double measure(final NDManager manager, final Precision precision) {
    try (NDManager here = manager.newSubManager()) {
      final NDArray features = here.randomNormal(new Shape(1, CHANNELS, SIDE, SIDE));
      final NDArray kernel =
          here.randomNormal(
              new Shape(CHANNELS, CHANNELS, Vgg19Layer.KERNEL_SIZE, Vgg19Layer.KERNEL_SIZE));
      if (precision == Precision.SINGLE) return of(features, kernel);
      final MemoryFormat order = MemoryFormat.on(here.getDevice());
      try (BFloat16 narrow = new BFloat16(here)) {
        return of(order.arrange(narrow.narrow(features)), order.arrange(narrow.narrow(kernel)));
      }
    }
  }

  private static double of(final NDArray features, final NDArray kernel) {
    convolve(features, kernel, 1);
    for (int times = 1; ; times *= 2) {
      final long begin = System.nanoTime();
      convolve(features, kernel, times);
      final long duration = System.nanoTime() - begin;
      if (duration >= SHORTEST) return times * OPERATIONS * 1e9 / duration;
    }
  }

  /** Reads an element of the last result, so that a GPU finishes within the measured time. */
  private static void convolve(final NDArray features, final NDArray kernel, final int times) {
    for (int i = 1; i < times; i++) response(features, kernel).close();
    try (NDArray response = response(features, kernel);
        NDArray element = response.get(0, 0, 0, 0);
        NDArray wide = BFloat16.widen(element)) {
      wide.toFloatArray();
    }
  }

  private static NDArray response(final NDArray features, final NDArray kernel) {
    return Conv2d.conv2d(features, kernel, null, ONE, ONE).singletonOrThrow();
  }
}
