package sc.fiji.styletransfer.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class BFloat16Test {

  @RegisterExtension final CpuSession cpu = new CpuSession();

  private BFloat16 brainFloat;

  @BeforeEach
  void open() {
    brainFloat = new BFloat16(cpu.open().manager());
  }

  @AfterEach
  void close() {
    brainFloat.close();
  }

  /** Between 256 and 512 every second integer is a bfloat16; ties round to the even one. */
  @Test
  void keepsEightBitsAndTheRange() {
    final float[] given = {1, 1.001f, -257, 258, 259.5f, 1e38f};
    final float[] kept = {1, 1, -256, 258, 260, 1e38f};
    try (NDArray narrow = brainFloat.narrow(array(given));
        NDArray wide = BFloat16.widen(narrow)) {
      assertEquals(DataType.FLOAT32, wide.getDataType());
      final float[] values = wide.toFloatArray();
      for (int i = 0; i < kept.length; i++)
        assertEquals(kept[i], values[i], Math.abs(kept[i]) / (i < 5 ? 1e9f : 256), "value " + i);
    }
  }

  @Test
  void wideningLeavesSingleNumbersAsTheyAre() {
    final float[] values = {1.2345678f, -3e-30f, 0};
    assertArrayEquals(values, BFloat16.widen(array(values)).toFloatArray());
  }

  /** The derivative of Σ r(x)², where r is the rounding, whose derivative counts as one. */
  @Test
  void gradientsPassInSinglePrecision() {
    final NDArray leaf = array(3, 257);
    leaf.setRequiresGradient(true);
    try (GradientTape tape = cpu.open().record()) {
      tape.backward(BFloat16.widen(brainFloat.narrow(leaf)).square().sum());
    }
    assertArrayEquals(new float[] {6, 512}, leaf.getGradient().toFloatArray());
  }

  @Test
  void narrowedNumbersAreMultipliedAndAddedInSinglePrecision() {
    final float[] ones = new float[1000];
    java.util.Arrays.fill(ones, 1);
    final NDArray row = brainFloat.narrow(array(ones).reshape(1, 1000));
    // A sum that was kept in 8 bits would stop growing at 256.
    final float sum = BFloat16.widen(row.matMul(row.transpose())).toFloatArray()[0];
    assertEquals(1000, sum, 2);
  }

  private NDArray array(final float... values) {
    try (NDArray borrowed = cpu.open().manager().create(values, new Shape(values.length))) {
      return borrowed.duplicate();
    }
  }
}
