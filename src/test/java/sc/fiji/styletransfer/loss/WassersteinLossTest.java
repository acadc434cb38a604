package sc.fiji.styletransfer.loss;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import sc.fiji.styletransfer.network.Vgg19Layer;
import sc.fiji.styletransfer.picture.Rectangle;
import sc.fiji.styletransfer.tensor.DeviceChoice;
import sc.fiji.styletransfer.tensor.GradientTape;
import sc.fiji.styletransfer.tensor.TensorEngine;
import sc.fiji.styletransfer.tensor.TensorSession;

/** The Wasserstein distance compared with closed forms, and its gradient with differences. */
class WassersteinLossTest {

  private static final StyleStatistic STATISTIC = StyleFormula.WASSERSTEIN.statistic();

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

  @Test
  void rootTimesRootIsTheMatrixAndRootTimesInverseIsTheIdentity() {
    final float[] values = {5, 2, 0, 2, 4, 1, 0, 1, 3};
    final NDArray matrix = manager.create(values, new Shape(3, 3));
    try (MatrixRoot roots = MatrixRoot.of(matrix)) {
      assertArrayEquals(values, roots.root().matMul(roots.root()).toFloatArray(), 1e-4f);
      assertArrayEquals(
          new float[] {1, 0, 0, 0, 1, 0, 0, 0, 1},
          roots.root().matMul(roots.inverse()).toFloatArray(),
          1e-4f);
    }
  }

  @Test
  void statisticIsTheSecondMomentAndTheMean() {
    final NDArray features = manager.create(new float[] {1, 2, 3, 4, 5, 6}, new Shape(1, 2, 1, 3));
    final float[] moments = STATISTIC.describe(features, LayerMask.whole(3)).toFloatArray();
    assertArrayEquals(new float[] {14 / 3f, 32 / 3f, 2, 32 / 3f, 77 / 3f, 5}, moments, 1e-5f);
  }

  /** Whether features or their statistic are transformed makes no difference. */
  @ParameterizedTest
  @EnumSource(StyleFormula.class)
  void aStatisticIsTransformedAsItsFeatures(final StyleFormula formula) {
    final StyleStatistic statistic = formula.statistic();
    final NDArray features = manager.create(new float[] {1, 2, 3, -1, 0, 2}, new Shape(1, 2, 1, 3));
    final NDArray matrix = manager.create(new float[] {2, 1, 1, 3}, new Shape(2, 2));
    final NDArray changed = matrix.matMul(features.reshape(2, 3)).reshape(1, 2, 1, 3);
    final LayerMask mask = LayerMask.whole(3);
    assertArrayEquals(
        statistic.describe(changed, mask).toFloatArray(),
        statistic.transformed(statistic.describe(features, mask), matrix).toFloatArray(),
        1e-4f);
  }

  @Test
  void distanceOfIndependentChannelsIsThatOfMeansAndDeviations() {
    // W² = Σ (μ − μ*)² + (σ − σ*)², divided by Σ μ*² + σ*²
    final NDArray features = independent(new double[] {1, -2, 0.5}, new double[] {1, 2, 0.5});
    final NDArray style = independent(new double[] {0, 1, 0.5}, new double[] {3, 2, 1});
    final double expected = (1 + 9 + 0 + 4 + 0 + 0.25) / (0 + 1 + 0.25 + 9 + 4 + 1);
    try (LayerLoss loss = loss(style)) {
      assertEquals(expected, loss.of(features).getFloat(), 2e-3 * expected);
    }
  }

  @Test
  void distanceOfEqualFeaturesIsZero() {
    final NDArray style = random(5, 8, 40);
    try (LayerLoss loss = loss(style)) {
      assertEquals(0, loss.of(style).getFloat(), 1e-4);
    }
  }

  @Test
  void distanceDoesNotDependOnTheOrderOfPositions() {
    final NDArray style = random(5, 6, 40);
    final NDArray features = random(6, 6, 40);
    final NDArray reversed = features.flip(3);
    try (LayerLoss loss = loss(style)) {
      assertEquals(loss.of(features).getFloat(), loss.of(reversed).getFloat(), 1e-5);
    }
  }

  @Test
  void statisticsOfRegionsAddUpToThatOfTheLayer() {
    final NDArray features = random(6, 6, 40);
    final Rectangle left = new Rectangle(0, 0, 15, 1);
    final Rectangle right = new Rectangle(15, 0, 25, 1);
    try (LayerLoss loss = loss(random(5, 6, 40))) {
      final NDArray sum =
          loss.statistic(left.of(features), left).add(loss.statistic(right.of(features), right));
      assertEquals(loss.of(features).getFloat(), loss.value(sum).getFloat(), 1e-5);
    }
  }

  @Test
  void gradientAgreesWithFiniteDifferences() {
    final NDArray features = random(6, 6, 40);
    final NDArray direction = random(8, 6, 40);
    final double h = 0.01;
    try (LayerLoss loss = loss(random(5, 6, 40))) {
      final NDArray input = features.duplicate();
      input.setRequiresGradient(true);
      try (GradientTape tape = session.record()) {
        tape.backward(loss.of(input));
      }
      final double slope = input.getGradient().mul(direction).sum().getFloat();
      final double ahead = loss.of(features.add(direction.mul(h))).getFloat();
      final double behind = loss.of(features.sub(direction.mul(h))).getFloat();
      assertEquals(slope, (ahead - behind) / (2 * h), 2e-2 * Math.abs(slope));
    }
  }

  private LayerLoss loss(final NDArray style) {
    final LayerMask all = LayerMask.whole(Rectangle.whole(style).positions());
    return STATISTIC.loss(Vgg19Layer.CONV1_1, STATISTIC.describe(style, all), 1, all);
  }

  /** Returns features at the corners of a box, which have exactly these means and deviations. */
  private NDArray independent(final double[] mean, final double[] deviation) {
    final int positions = 1 << mean.length;
    final float[] values = new float[mean.length * positions];
    for (int c = 0; c < mean.length; c++)
      for (int i = 0; i < positions; i++)
        values[c * positions + i] = (float) (mean[c] + ((i >> c & 1) * 2 - 1) * deviation[c]);
    return manager.create(values, new Shape(1, mean.length, 1, positions));
  }

  private NDArray random(final long seed, final int channels, final int positions) {
    final Random random = new Random(seed);
    final float[] values = new float[channels * positions];
    for (int i = 0; i < values.length; i++) values[i] = (float) random.nextGaussian();
    return manager.create(values, new Shape(1, channels, 1, positions)).duplicate();
  }
}
