package sc.fiji.styletransfer.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The order in memory changes neither shapes nor values. */
class MemoryFormatTest {

  private static final Shape SHAPE = new Shape(1, 3, 4, 5);

  @RegisterExtension final CpuSession cpu = new CpuSession();

  @ParameterizedTest
  @EnumSource
  void arrangingKeepsShapeAndValues(final MemoryFormat order) {
    final NDArray tensor = numbers(SHAPE);
    final NDArray arranged = order.arrange(tensor);
    assertEquals(SHAPE, arranged.getShape());
    assertArrayEquals(tensor.toFloatArray(), arranged.toFloatArray());
  }

  /** The derivative of Σ w·x is w, in the order of x. */
  @ParameterizedTest
  @EnumSource
  void gradientsFindTheirPlaces(final MemoryFormat order) {
    final NDArray leaf = numbers(SHAPE);
    final NDArray weights = numbers(SHAPE).square();
    leaf.setRequiresGradient(true);
    try (GradientTape tape = cpu.open().record()) {
      tape.backward(order.arrange(leaf).mul(weights).sum());
    }
    assertArrayEquals(weights.toFloatArray(), leaf.getGradient().toFloatArray());
  }

  @Test
  void convolutionsAreTheSame() {
    final NDArray picture = numbers(new Shape(1, 3, 8, 9));
    final NDArray kernels = numbers(new Shape(5, 3, 3, 3));
    assertArrayEquals(
        convolve(MemoryFormat.FIRST, picture, kernels),
        convolve(MemoryFormat.LAST, picture, kernels),
        1e-4f);
  }

  @Test
  void theProcessorDecides() {
    assertEquals(MemoryFormat.LAST, MemoryFormat.on(Device.cpu()));
    assertEquals(MemoryFormat.FIRST, MemoryFormat.on(Device.gpu()));
  }

  private static float[] convolve(
      final MemoryFormat order, final NDArray picture, final NDArray kernels) {
    return Conv2d.conv2d(
            order.arrange(picture), order.arrange(kernels), null, new Shape(1, 1), new Shape(1, 1))
        .singletonOrThrow()
        .toFloatArray();
  }

  private NDArray numbers(final Shape shape) {
    final float[] values = new float[(int) shape.size()];
    for (int i = 0; i < values.length; i++) values[i] = (i * 37 % 101) / 50f - 1;
    return array(shape, values);
  }

  private NDArray array(final Shape shape, final float... values) {
    return cpu.open().manager().create(values, shape).duplicate();
  }
}
