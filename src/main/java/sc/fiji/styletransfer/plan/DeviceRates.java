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
 * Measures what the time of a run consists of. Each measurement takes a few milliseconds, so that
 * some of several are not interrupted by other programs. On some processors the engine convolves
 * twice as fast as it multiplies matrices, so that one rate does not predict the other.
 */
final class DeviceRates {

  private static final int KERNEL = Vgg19Layer.KERNEL_SIZE;
  private static final int CHANNELS = 256;
  private static final int SIDE = 32;
  private static final int MATRIX = 512;
  private static final int VECTOR = 1 << 18;

  private static final RateMeasurement BRIEF =
      new RateMeasurement(1, TimeUnit.MILLISECONDS.toNanos(2));

  private final NDManager manager;

  /**
   * @param manager manager on the device to measure
   */
  DeviceRates(final NDManager manager) {
    this.manager = manager;
  }

  /**
   * Measures a convolution with 256 channels of 32 × 32 positions.
   *
   * @param precision precision of the elements
   * @return floating point operations per second, where a multiplication and an addition are two
   */
  double convolution(final Precision precision) {
    try (NDManager here = manager.newSubManager();
        BFloat16 narrow = new BFloat16(here)) {
      NDArray features = here.randomNormal(new Shape(1, CHANNELS, SIDE, SIDE));
      NDArray kernel = here.randomNormal(new Shape(CHANNELS, CHANNELS, KERNEL, KERNEL));
      if (precision == Precision.MIXED) {
        final MemoryFormat order = MemoryFormat.on(here.getDevice());
        features = order.arrange(narrow.narrow(features));
        kernel = order.arrange(narrow.narrow(kernel));
      }
      final NDArray input = features;
      final NDArray weights = kernel;
      final Shape one = new Shape(1, 1);
      return BRIEF.perSecond(
          () -> Conv2d.conv2d(input, weights, null, one, one).singletonOrThrow(),
          2.0 * CHANNELS * CHANNELS * KERNEL * KERNEL * SIDE * SIDE);
    }
  }

  /**
   * Measures a product of two matrices of 512 × 512 in single precision.
   *
   * @return floating point operations per second
   */
  double product() {
    try (NDManager here = manager.newSubManager()) {
      final NDArray matrix = here.randomNormal(new Shape(MATRIX, MATRIX));
      return BRIEF.perSecond(() -> matrix.matMul(matrix), 2.0 * MATRIX * MATRIX * MATRIX);
    }
  }

  /**
   * Measures a sum in place of two vectors, which reads two numbers and writes one.
   *
   * @return numbers of type float32 per second
   */
  double elements() {
    try (NDManager here = manager.newSubManager()) {
      final NDArray sum = here.zeros(new Shape(VECTOR));
      final NDArray term = here.ones(new Shape(VECTOR));
      return BRIEF.perSecond(
          () -> {
            sum.addi(term);
            return sum.get("0:1");
          },
          3.0 * VECTOR);
    }
  }
}
