package sc.fiji.styletransfer.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.Test;
import sc.fiji.styletransfer.tensor.DeviceChoice;
import sc.fiji.styletransfer.tensor.TensorEngine;
import sc.fiji.styletransfer.tensor.TensorSession;

class StructureDistanceTest {

  /**
   * Three positions. Content: two equal vectors and one at a right angle, so that the rows of D are
   * (0 0 1), (0 0 1) and (1 1 0)/2. Result: the first alone, rows (0 1 1)/2, (1 0 0), (1 0 0).
   */
  @Test
  void threePositionsByHand() {
    try (TensorSession session = TensorEngine.start().open(new DeviceChoice("cpu"))) {
      final NDArray content = features(session, new float[] {1, 1, 0, 0, 0, 1});
      final NDArray result = features(session, new float[] {1, 0, 0, 0, 1, 1});
      assertEquals((1.0 + 2.0 + 1.0) / 3, StructureDistance.between(content, result), 1e-5);
    }
  }

  @Test
  void lengthsOfFeaturesDoNotCount() {
    try (TensorSession session = TensorEngine.start().open(new DeviceChoice("cpu"))) {
      final NDArray content = features(session, new float[] {1, 1, 0, 0, 0, 1});
      final NDArray brighter = features(session, new float[] {3, 2, 0, 0, 0, 5});
      assertEquals(0, StructureDistance.between(content, brighter), 1e-5);
    }
  }

  /** Two channels at three positions, channel by channel. */
  private static NDArray features(final TensorSession session, final float[] values) {
    return session.manager().create(values, new Shape(1, 2, 1, 3));
  }
}
