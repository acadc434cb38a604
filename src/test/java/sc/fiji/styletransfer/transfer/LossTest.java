package sc.fiji.styletransfer.transfer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import sc.fiji.styletransfer.tensor.DeviceChoice;
import sc.fiji.styletransfer.tensor.GradientTape;
import sc.fiji.styletransfer.tensor.TensorEngine;
import sc.fiji.styletransfer.tensor.TensorSession;
import sc.fiji.styletransfer.weights.Vgg19Layer;

/** The terms of the loss on numbers that can be followed by hand. */
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

  @Test
  void gramMatrixHoldsInnerProductsOfFilters() {
    final float[] gram = GramMatrix.of(features).toFloatArray();
    assertArrayEquals(new float[] {14, 32, 32, 77}, gram);
  }

  @Test
  void gramMatrixForgetsWhere() {
    final NDArray moved = manager.create(new float[] {3, 1, 2, 6, 4, 5}, new Shape(1, 2, 3, 1));
    assertArrayEquals(GramMatrix.of(features).toFloatArray(), GramMatrix.of(moved).toFloatArray());
  }

  @Test
  void gatysDividesByPositionsAndSeedDoesNot() {
    assertEquals(14f / 3, StyleFormula.GATYS.gram(features).toFloatArray()[0], 1e-6f);
    assertEquals(14f, StyleFormula.SEED.gram(features).toFloatArray()[0]);
  }

  @Test
  void factorsOfTheFormulas() {
    assertEquals(1.0 / (64 * 64), StyleFormula.GATYS.factor(Vgg19Layer.CONV1_1, 100), 1e-12);
    assertEquals(1.0 / (64 * 100), StyleFormula.SEED.factor(Vgg19Layer.CONV1_1, 100), 1e-12);
  }

  @Test
  void styleLossIsTheMeanSquaredDifferenceOfGramMatrices() {
    final NDArray target = manager.create(new float[] {10, 32, 32, 80}, new Shape(2, 2));
    try (StyleLoss loss = new StyleLoss(Vgg19Layer.CONV1_1, target, 2, 1)) {
      assertEquals(2 * (16 + 9) / 4.0, loss.of(features).getFloat(), 1e-5);
    }
  }

  @Test
  void contentLossIsTheMeanSquaredDifference() {
    final NDArray target = manager.create(new float[] {1, 2, 5, 4, 5, 3}, new Shape(1, 2, 1, 3));
    try (ContentLoss loss = new ContentLoss(Vgg19Layer.CONV4_2, target, 3)) {
      assertEquals(3 * (4 + 9) / 6.0, loss.of(features).getFloat(), 1e-5);
    }
  }

  @Test
  void contentLossOfRegionsAddsUp() {
    final NDArray target = manager.create(new float[] {1, 2, 5, 4, 5, 3}, new Shape(1, 2, 1, 3));
    final Region left = new Region(0, 0, 1, 1);
    final Region right = new Region(1, 0, 2, 1);
    try (ContentLoss loss = new ContentLoss(Vgg19Layer.CONV4_2, target, 3)) {
      final NDArray sum =
          loss.statistic(left.of(features), left).add(loss.statistic(right.of(features), right));
      assertEquals(loss.of(features).getFloat(), loss.value(sum).getFloat(), 1e-6);
    }
  }

  @Test
  void gradientOfTheContentLoss() {
    final NDArray target = manager.create(new float[] {1, 2, 5, 4, 5, 3}, new Shape(1, 2, 1, 3));
    features.setRequiresGradient(true);
    try (ContentLoss loss = new ContentLoss(Vgg19Layer.CONV4_2, target, 3);
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
    try (StyleLoss loss = new StyleLoss(Vgg19Layer.CONV1_1, target, 1, 1);
        GradientTape tape = session.record()) {
      tape.backward(loss.of(features));
    }
    // (G − A)·F, with G − A = ((4, 0), (0, −3)) and mean over four entries: 4/4 · (G − A)F
    assertArrayEquals(
        new float[] {4, 8, 12, -12, -15, -18}, features.getGradient().toFloatArray(), 1e-4f);
  }
}
