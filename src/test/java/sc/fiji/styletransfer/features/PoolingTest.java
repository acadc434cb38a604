package sc.fiji.styletransfer.features;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sc.fiji.styletransfer.tensor.CpuSession;

class PoolingTest {

  @RegisterExtension final CpuSession cpu = new CpuSession();

  @ParameterizedTest
  @CsvSource({"MAX, 4", "AVERAGE, 2.5", "RESCALED, 5"})
  void fourValuesBecomeOneAndAnOddColumnIsDropped(final Pooling pooling, final float expected) {
    final float[] values = {1, 4, 9, 3, 2, 9};
    try (NDArray features = cpu.open().manager().create(values, new Shape(1, 1, 2, 3));
        NDArray pooled = pooling.apply(features)) {
      assertEquals(new Shape(1, 1, 1, 1), pooled.getShape());
      assertEquals(expected, pooled.toFloatArray()[0]);
    }
  }
}
