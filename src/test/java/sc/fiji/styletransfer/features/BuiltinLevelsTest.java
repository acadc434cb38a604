package sc.fiji.styletransfer.features;

import static org.junit.jupiter.api.Assertions.assertEquals;

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

/** The activations of the built-in network have the size of those of the Oxford network. */
class BuiltinLevelsTest {

  /** Mean activations of the Oxford network for generated drawings, from the training code. */
  private static final Map<Vgg19Layer, Double> OXFORD =
      Map.of(
          Vgg19Layer.CONV1_1, 26.5,
          Vgg19Layer.CONV2_1, 128.0,
          Vgg19Layer.CONV3_1, 147.0,
          Vgg19Layer.CONV4_1, 500.0,
          Vgg19Layer.CONV4_2, 320.0,
          Vgg19Layer.CONV5_1, 34.4);

  @Test
  void meanActivationsAreOxfords() {
    try (TensorSession session = TensorEngine.start().open(new DeviceChoice("cpu"));
        NetworkWeights weights = NetworkChoice.open("builtin");
        Vgg19 network = new Vgg19(weights, Vgg19Layer.CONV5_1, Pooling.MAX, session.manager());
        Activations seen =
            network.activations(rings(session, 96), EnumSet.copyOf(OXFORD.keySet()))) {
      OXFORD.forEach(
          (layer, mean) ->
              assertEquals(
                  0, Math.log(seen.of(layer).mean().getFloat() / mean), Math.log(2), layer.name()));
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
