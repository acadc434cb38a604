package sc.fiji.styletransfer.loss;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
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

/** The terms of the loss, computed by hand from a few numbers. */
class LossTest {

  /** Two filters at three positions: (1, 2, 3) and (4, 5, 6). */
  private static final float[] FEATURES = {1, 2, 3, 4, 5, 6};

  private TensorSession session;
  private NDManager manager;
  private NDArray features;

  @BeforeEach
  void open() {
    session = TensorEngine.start().open(new DeviceChoice("cpu"));
    manager = session.manager();
    features = manager.create(FEATURES, new Shape(1, 2, 1, 3));
  }

  @AfterEach
  void close() {
    session.close();
  }

  /** F = ((1, 2), (3, 4)): F·Fᵀ = ((1·1 + 2·2, 1·3 + 2·4), (3·1 + 4·2, 3·3 + 4·4)). */
  @Test
  void gramMatrixOfTwoFiltersAtTwoPositions() {
    final NDArray square = manager.create(new float[] {1, 2, 3, 4}, new Shape(1, 2, 1, 2));
    assertArrayEquals(new float[] {5, 11, 11, 25}, GramMatrix.of(square).toFloatArray());
  }

  /** L = Σ W_ij·G_ij with symmetric W has the gradient ∂L/∂F = 2·W·F. */
  @Test
  void gradientOfTheGramMatrix() {
    final NDArray square = manager.create(new float[] {1, 2, 3, 4}, new Shape(1, 2, 1, 2));
    final NDArray weights = manager.create(new float[] {1, 2, 2, 3}, new Shape(2, 2));
    square.setRequiresGradient(true);
    try (GradientTape tape = session.record()) {
      tape.backward(GramMatrix.of(square).mul(weights).sum());
    }
    assertArrayEquals(new float[] {14, 20, 22, 32}, square.getGradient().toFloatArray());
  }

  @Test
  void gramMatrixHoldsInnerProductsOfFilters() {
    final float[] gram = GramMatrix.of(features).toFloatArray();
    assertArrayEquals(new float[] {14, 32, 32, 77}, gram);
  }

  @Test
  void gramMatrixDoesNotDependOnTheOrderOfPositions() {
    final NDArray moved = manager.create(new float[] {3, 1, 2, 6, 4, 5}, new Shape(1, 2, 3, 1));
    assertArrayEquals(GramMatrix.of(features).toFloatArray(), GramMatrix.of(moved).toFloatArray());
  }

  @Test
  void gatysDividesByPositionsAndUdacityDoesNot() {
    assertEquals(14f / 3, statistic(StyleFormula.GATYS)[0], 1e-6f);
    assertEquals(14f, statistic(StyleFormula.UDACITY)[0]);
  }

  @Test
  void neuralStyleDividesByChannelsToo() {
    assertEquals(14f / 6, statistic(StyleFormula.NEURAL_STYLE)[0], 1e-6f);
  }

  @ParameterizedTest
  @EnumSource(names = {"GATYS", "UDACITY", "NEURAL_STYLE", "RELATIVE"})
  void styleLossOfZeroFeaturesIsTheNormOfTheTarget(final StyleFormula style) {
    final NDArray target = manager.create(new float[] {10, 20, 20, 30}, new Shape(2, 2));
    final double energy = 100 + 400 + 400 + 900;
    final double expected =
        switch (style) {
          case GATYS -> energy / 4 / 4;
          case UDACITY -> energy / 4 / (2 * 3);
          case NEURAL_STYLE -> energy / 4;
          default -> 1;
        };
    try (LayerLoss loss =
        style.statistic().loss(Vgg19Layer.CONV1_1, target, 1, LayerMask.whole(3))) {
      assertEquals(expected, loss.of(features.mul(0)).getFloat(), 1e-4 * expected);
    }
  }

  @Test
  void styleLossIsTheMeanSquaredDifferenceOfGramMatrices() {
    final NDArray target = manager.create(new float[] {10, 32, 32, 80}, new Shape(2, 2));
    try (StyleLoss loss = gramLoss(target, 2)) {
      assertEquals(2 * (16 + 9) / 4.0, loss.of(features).getFloat(), 1e-5);
    }
  }

  @Test
  void contentLossIsTheMeanSquaredDifference() {
    final NDArray target = manager.create(new float[] {1, 2, 5, 4, 5, 3}, new Shape(1, 2, 1, 3));
    try (ContentLoss loss = new ContentLoss(Vgg19Layer.CONV4_2, target, 3 / 6.0)) {
      assertEquals(3 * (4 + 9) / 6.0, loss.of(features).getFloat(), 1e-5);
    }
  }

  @Test
  void statisticsOfRegionsAddUpToThatOfTheLayer() {
    final NDArray target = manager.create(new float[] {1, 2, 5, 4, 5, 3}, new Shape(1, 2, 1, 3));
    final Rectangle left = new Rectangle(0, 0, 1, 1);
    final Rectangle right = new Rectangle(1, 0, 2, 1);
    try (ContentLoss loss = new ContentLoss(Vgg19Layer.CONV4_2, target, 3 / 6.0)) {
      final NDArray sum =
          loss.statistic(left.of(features), left).add(loss.statistic(right.of(features), right));
      assertEquals(loss.of(features).getFloat(), loss.value(sum).getFloat(), 1e-6);
    }
  }

  @Test
  void gradientOfTheContentLoss() {
    final NDArray target = manager.create(new float[] {1, 2, 5, 4, 5, 3}, new Shape(1, 2, 1, 3));
    features.setRequiresGradient(true);
    try (ContentLoss loss = new ContentLoss(Vgg19Layer.CONV4_2, target, 3 / 6.0);
        GradientTape tape = session.record()) {
      tape.backward(loss.of(features));
    }
    // 3 · 2(F − P)/6
    assertArrayEquals(
        new float[] {0, 0, -2, 0, 0, 3}, features.getGradient().toFloatArray(), 1e-6f);
  }

  @Test
  void gradientOfTheStyleLoss() {
    final NDArray target = manager.create(new float[] {10, 32, 32, 80}, new Shape(2, 2));
    features.setRequiresGradient(true);
    try (StyleLoss loss = gramLoss(target, 1);
        GradientTape tape = session.record()) {
      tape.backward(loss.of(features));
    }
    // (G − A)·F, with G − A = ((4, 0), (0, −3)) and mean over four entries: 4/4 · (G − A)F
    assertArrayEquals(
        new float[] {4, 8, 12, -12, -15, -18}, features.getGradient().toFloatArray(), 1e-4f);
  }

  @Test
  void factorOfTheContentLossFollowsTheFormula() {
    final NDArray target = manager.create(new float[] {1, 2, 5, 4, 5, 3}, new Shape(1, 2, 1, 3));
    assertEquals(1.0 / (1 + 4 + 25 + 16 + 25 + 9), ContentFormula.RELATIVE.factor(target), 1e-9);
    assertEquals(1.0 / 6, ContentFormula.MEAN.factor(target), 1e-9);
  }

  @Test
  void totalVariationOfAStep() {
    // 3 colours × 2 rows × 2 columns; the right column is 0.5 brighter.
    final float[] step = {0, 0.5f, 0, 0.5f, 0, 0.5f, 0, 0.5f, 0, 0.5f, 0, 0.5f};
    final NDArray picture = manager.create(step, new Shape(1, 3, 2, 2));
    assertEquals(2 * 6 * 0.25 / 12, new TotalVariation(2).of(picture).getFloat(), 1e-6);
  }

  @Test
  void totalVariationOfAUniformPictureIsZero() {
    assertEquals(0, new TotalVariation(1).of(manager.ones(new Shape(1, 3, 4, 5))).getFloat());
  }

  @Test
  void rangePenaltyIsTheMeanSquaredExcess() {
    // One value a tenth beyond 0.98, one a tenth below 0.02, the other ten within.
    final float[] values = {
      0.98f + 0.1f, 0.02f - 0.1f, 0.02f, 0.98f, 0.5f, 0, 1, 0.3f, 0.4f, 0.5f, 0.6f, 0.7f
    };
    values[5] = 0.02f;
    values[6] = 0.98f;
    final NDArray picture = manager.create(values, new Shape(1, 3, 2, 2));
    picture.setRequiresGradient(true);
    try (GradientTape tape = session.record()) {
      final NDArray penalty = new RangePenalty(3).of(picture);
      assertEquals(3 * 2 * 0.01 / 12, penalty.getFloat(), 1e-6);
      tape.backward(penalty);
    }
    final float[] gradient = picture.getGradient().toFloatArray();
    assertEquals(3 * 2 * 0.1 / 12, gradient[0], 1e-6);
    assertEquals(-3 * 2 * 0.1 / 12, gradient[1], 1e-6);
    for (int i = 2; i < 12; i++) assertEquals(0, gradient[i], 1e-6);
  }

  @Test
  void coherenceIsTheMeanSquaredDifference() {
    final NDArray picture = manager.zeros(new Shape(1, 3, 2, 2));
    try (Coherence coherence = new Coherence(manager.full(new Shape(1, 3, 2, 2), 0.5f), 8)) {
      assertEquals(8 * 0.25, coherence.of(picture).getFloat(), 1e-6);
    }
  }

  @Test
  void maskedGramMatrixIsThatOfTheRegionAlone() {
    final NDArray mask = manager.create(new float[] {1, 0, 1}, new Shape(1, 1, 1, 3));
    final NDArray part = manager.create(new float[] {1, 3, 4, 6}, new Shape(1, 2, 1, 2));
    try (LayerMask region = LayerMask.of(mask)) {
      assertArrayEquals(
          statistic(StyleFormula.GATYS, part, LayerMask.whole(2)),
          statistic(StyleFormula.GATYS, features, region),
          1e-5f);
      assertArrayEquals(
          statistic(StyleFormula.WASSERSTEIN, part, LayerMask.whole(2)),
          statistic(StyleFormula.WASSERSTEIN, features, region),
          1e-5f);
    }
  }

  /** Σ m·f·fᵀ of two positions with the weights ½ and 2/3, and its gradient. */
  @Test
  void weightsOfPositionsMultiplySumAndGradient() {
    final NDArray mask = manager.create(new float[] {0.5f, 2f / 3}, new Shape(1, 1, 1, 2));
    final NDArray weighted = manager.create(new float[] {2, 3, 4, 6}, new Shape(1, 2, 1, 2));
    weighted.setRequiresGradient(true);
    try (LayerMask layerMask = LayerMask.of(mask);
        GradientTape tape = session.record()) {
      final NDArray gram = layerMask.gram(weighted, Rectangle.whole(weighted));
      assertArrayEquals(new float[] {8, 16, 16, 32}, gram.toFloatArray(), 1e-5f);
      tape.backward(gram.sum());
      // d/dF_ik of Σ_ij G_ij is 2·m_k·Σ_j F_jk
      assertArrayEquals(new float[] {6, 12, 6, 12}, weighted.getGradient().toFloatArray(), 1e-5f);
      assertArrayEquals(
          new float[] {3, 6},
          layerMask.sum(weighted, Rectangle.whole(weighted)).toFloatArray(),
          1e-5f);
    }
  }

  private float[] statistic(final StyleFormula formula) {
    return statistic(formula, features, LayerMask.whole(3));
  }

  private static float[] statistic(
      final StyleFormula formula, final NDArray features, final LayerMask mask) {
    return formula.statistic().describe(features, mask).toFloatArray();
  }

  private static StyleLoss gramLoss(final NDArray target, final double factor) {
    final StyleLoss.Scaling scaling = new StyleLoss.Scaling(factor, 1);
    return new StyleLoss(Vgg19Layer.CONV1_1, target, scaling, LayerMask.whole(3));
  }
}
