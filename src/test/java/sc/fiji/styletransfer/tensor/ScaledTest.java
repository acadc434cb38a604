package sc.fiji.styletransfer.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScaledTest {

  @Test
  void multiplies() {
    try (TensorSession session = TensorEngine.start().open(new DeviceChoice("cpu"))) {
      final NDArray tensor = session.manager().create(new float[] {1, -2}, new Shape(2));
      assertEquals(-5, Scaled.times(tensor, 2.5).toFloatArray()[1], 1e-6);
    }
  }

  @Test
  void theNumberSurvivesGarbageCollectionBetweenForwardAndBackward() {
    try (TensorSession session = TensorEngine.start().open(new DeviceChoice("cpu"))) {
      for (int i = 0; i < 20; i++) assertEquals(7, gradientAfterCollection(session), 0);
    }
  }

  private static float gradientAfterCollection(final TensorSession session) {
    final NDArray leaf = session.manager().create(new float[] {3}, new Shape(1));
    leaf.setRequiresGradient(true);
    try (GradientTape tape = session.record()) {
      final NDArray product = Scaled.times(leaf, 7);
      System.gc();
      final List<ByteBuffer> others = new ArrayList<>();
      for (int k = 0; k < 200; k++) {
        final ByteBuffer other = ByteBuffer.allocateDirect(4);
        other.putInt(0, Float.floatToIntBits(Float.NaN));
        others.add(other);
      }
      tape.backward(product.sum());
      assertEquals(200, others.size());
    }
    return leaf.getGradient().toFloatArray()[0];
  }
}
