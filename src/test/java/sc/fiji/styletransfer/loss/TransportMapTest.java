package sc.fiji.styletransfer.loss;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sc.fiji.styletransfer.tensor.DeviceChoice;
import sc.fiji.styletransfer.tensor.TensorEngine;
import sc.fiji.styletransfer.tensor.TensorSession;

class TransportMapTest {

  private TensorSession session;
  private NDManager manager;

  @BeforeEach
  void open() {
    session = TensorEngine.start().open(new DeviceChoice("cpu"));
    manager = session.manager();
  }

  @AfterEach
  void close() {
    session.close();
  }

  private NDArray matrix(final int side, final float... values) {
    return manager.create(values, new Shape(side, side));
  }

  /** Second moments of random features, which are positive definite. */
  private NDArray moments(final int channels, final int seed) {
    manager.getEngine().setRandomSeed(seed);
    final NDArray features = manager.randomNormal(new Shape(channels, 4L * channels));
    return features.matMul(features.transpose()).div(4 * channels);
  }

  /** The roots of the ratios; a hundredth of the mean, 2.5, is added to all of them. */
  @Test
  void independentChannelsGetFactors() {
    final double larger = Math.sqrt(4.025 / 1.025);
    final float[] all =
        TransportMap.of(matrix(2, 1, 0, 0, 4), matrix(2, 4, 0, 0, 1), 1).toFloatArray();
    assertArrayEquals(new float[] {(float) larger, 0, 0, (float) (1 / larger)}, all, 1e-4f);
    final float[] half =
        TransportMap.of(matrix(2, 1, 0, 0, 4), matrix(2, 4, 0, 0, 1), 0.5).toFloatArray();
    assertEquals((1 + larger) / 2, half[0], 1e-4);
    assertEquals((1 + 1 / larger) / 2, half[3], 1e-4);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 7, 32})
  void theMapGivesFeaturesTheMomentsOfTheOther(final int channels) {
    final NDArray from = moments(channels, 1);
    final NDArray to = moments(channels, 2);
    final NDArray map = TransportMap.of(from, to, 1);
    assertArrayEquals(map.toFloatArray(), map.transpose().toFloatArray(), 0);
    final NDArray moved = new GramStatistic((c, m) -> m, (t, c, m) -> 1).transformed(from, map);
    final double error = moved.sub(to).norm().getFloat() / to.norm().getFloat();
    assertEquals(0, error, 0.03);
  }

  /** A channel that is missing at the start, or everywhere, gives finite factors. */
  @Test
  void missingChannelsGiveFiniteFactors() {
    final float[] map =
        TransportMap.of(matrix(2, 1, 0, 0, 0), matrix(2, 1, 0, 0, 2), 1).toFloatArray();
    assertEquals(Math.sqrt(2.005 / 0.005), map[3], 0.5);
    final float[] none =
        TransportMap.of(matrix(2, 0, 0, 0, 0), matrix(2, 0, 0, 0, 0), 1).toFloatArray();
    for (final float value : none) assertTrue(Float.isFinite(value));
  }
}
