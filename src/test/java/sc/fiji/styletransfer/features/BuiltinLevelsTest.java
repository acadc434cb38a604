package sc.fiji.styletransfer.features;

import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.EnumSet;
import java.util.Map;
import org.junit.jupiter.api.Test;
import sc.fiji.styletransfer.network.NetworkWeights;
import sc.fiji.styletransfer.network.Vgg19Layer;
import sc.fiji.styletransfer.tensor.DeviceChoice;
import sc.fiji.styletransfer.tensor.TensorEngine;
import sc.fiji.styletransfer.tensor.TensorSession;
import sc.fiji.styletransfer.weights.NetworkChoice;

/**
 * The features of the built-in network have the size of those of the Oxford network, so that
 * weights mean the same. A prediction is smaller than what it predicts, most in the deep layers.
 */
class BuiltinLevelsTest {

  /** Root of the energy per position and channel of the Oxford network for the rings. */
  private static final Map<Vgg19Layer, Double> OXFORD =
      Map.of(
          Vgg19Layer.CONV1_1, 50.68,
          Vgg19Layer.CONV2_1, 207.2,
          Vgg19Layer.CONV3_1, 353.2,
          Vgg19Layer.CONV4_1, 1074.0,
          Vgg19Layer.CONV4_2, 877.1,
          Vgg19Layer.CONV5_1, 172.3);

  @Test
  void featuresAreAsLargeAsOxfords() {
    try (TensorSession session = TensorEngine.start().open(new DeviceChoice("cpu"));
        NetworkWeights weights = NetworkChoice.open("builtin");
        Vgg19 network = new Vgg19(weights, Vgg19Layer.CONV5_1, Pooling.MAX, session.manager());
        Activations seen =
            network.activations(rings(session, 96), EnumSet.copyOf(OXFORD.keySet()))) {
      OXFORD.forEach(
          (layer, expected) -> {
            final double ratio = size(layer, seen.of(layer)) / expected;
            assertTrue(ratio > 0.4 && ratio < 1.2, layer + " " + ratio);
          });
    }
  }

  /** A read-out stands for all channels of the Oxford network. */
  private static double size(final Vgg19Layer layer, final NDArray features) {
    try (NDArray square = features.square();
        NDArray sum = square.sum()) {
      final Shape shape = features.getShape();
      return Math.sqrt(sum.getFloat() / shape.get(2) / shape.get(3) / layer.channels());
    }
  }

  /** Returns coloured rings with the preprocessing of the network. */
  private static NDArray rings(final TensorSession session, final int side) {
    final float[] values = new float[3 * side * side];
    for (int i = 0; i < values.length; i++) {
      final int channel = i / (side * side);
      final double radius = Math.hypot(i % side - 30.0, i / side % side - 50.0);
      values[i] = (float) (20 - 15 * channel + 70 * Math.sin(radius / (4 + 3 * channel)));
    }
    return session.manager().create(values, new Shape(1, 3, side, side));
  }
}
