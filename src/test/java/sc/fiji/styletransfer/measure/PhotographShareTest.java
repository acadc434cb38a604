package sc.fiji.styletransfer.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;
import sc.fiji.styletransfer.tensor.DeviceChoice;
import sc.fiji.styletransfer.tensor.TensorEngine;
import sc.fiji.styletransfer.tensor.TensorSession;

class PhotographShareTest {

  /**
   * The style's mean is 0 in both channels. The result equals the content at the first position and
   * the style at the second.
   */
  @Test
  void halfAPhotographByHand() {
    try (TensorSession session = TensorEngine.start().open(new DeviceChoice("cpu"))) {
      final NDArray style = features(session, new float[] {1, -1, 0, 0});
      final NDArray content = features(session, new float[] {0.1f, 0.1f, 1, 1});
      final NDArray result = features(session, new float[] {0.1f, 1, 1, 0});
      assertEquals(0.5, PhotographShare.of(content, List.of(style), result), 0);
      assertEquals(1, PhotographShare.of(content, List.of(style), content), 0);
    }
  }

  @Test
  void theNearestOfSeveralStylesCounts() {
    try (TensorSession session = TensorEngine.start().open(new DeviceChoice("cpu"))) {
      final NDArray one = features(session, new float[] {1, -1, 0, 0});
      final NDArray other = features(session, new float[] {0, 0, 1, -1});
      final NDArray content = features(session, new float[] {0.5f, 0.5f, 0.5f, 0.5f});
      final NDArray result = features(session, new float[] {0, 0.5f, 1, 0.5f});
      assertEquals(1, PhotographShare.of(content, List.of(one), result), 0);
      assertEquals(0.5, PhotographShare.of(content, List.of(one, other), result), 0);
    }
  }

  /** Two channels at two positions, channel by channel. */
  private static NDArray features(final TensorSession session, final float[] values) {
    return session.manager().create(values, new Shape(1, 2, 1, 2));
  }
}
