package sc.fiji.styletransfer.optimise;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class LbfgsTest extends OptimizerTest {

  @Override
  Optimizer<FloatArrayVector> create() {
    return new Lbfgs<>(1, 20);
  }

  @Override
  int stepsForQuadratic() {
    return 150;
  }

  @Override
  int stepsForRosenbrock() {
    return 100;
  }

  @Test
  void firstStepIsTheGradientDividedByItsNorm() {
    final FloatArrayVector x = new FloatArrayVector(0, 0);
    create().update(x, new FloatArrayVector(3, -1));
    assertArrayEquals(new float[] {-0.75f, 0.25f}, x.values(), 1e-7f);
  }

  @Test
  void firstStepOfASmallGradientIsTheGradient() {
    final FloatArrayVector x = new FloatArrayVector(0, 0);
    create().update(x, new FloatArrayVector(0.25f, -0.125f));
    assertArrayEquals(new float[] {-0.25f, 0.125f}, x.values(), 1e-7f);
  }

  @Test
  void secondStepMinimisesAParabola() {
    // f = 2x²: one pair determines the curvature 4, so that the next step ends at the minimum 0.
    final FloatArrayVector x = new FloatArrayVector(10);
    final FloatArrayVector gradient = new FloatArrayVector(0);
    try (Optimizer<FloatArrayVector> lbfgs = create()) {
      for (int i = 0; i < 2; i++) {
        gradient.values()[0] = 4 * x.values()[0];
        lbfgs.update(x, gradient);
      }
    }
    assertEquals(0, x.values()[0], 1e-5);
  }

  @Test
  void pairOfSmallNumbersIsUsed() {
    // f = 2e-6 x²: a step of 4e-8 changes the gradient by 1.6e-13.
    final FloatArrayVector x = new FloatArrayVector(0.01f);
    final FloatArrayVector gradient = new FloatArrayVector(0);
    try (Optimizer<FloatArrayVector> lbfgs = create()) {
      for (int i = 0; i < 2; i++) {
        gradient.values()[0] = 4e-6f * x.values()[0];
        lbfgs.update(x, gradient);
      }
    }
    assertEquals(0, x.values()[0], 1e-3);
  }

  @Test
  void pairWithoutCurvatureHasNoEffect() {
    final FloatArrayVector x = new FloatArrayVector(0);
    final FloatArrayVector gradient = new FloatArrayVector(0.5f);
    try (Optimizer<FloatArrayVector> lbfgs = create()) {
      for (int i = 0; i < 4; i++) lbfgs.update(x, gradient);
    }
    assertEquals(-2, x.values()[0], 1e-6);
  }

  @Test
  void gradientsOfDifferentFunctionsAreNotCompared() {
    final FloatArrayVector x = new FloatArrayVector(10);
    try (Optimizer<FloatArrayVector> lbfgs = create()) {
      lbfgs.update(x, new FloatArrayVector(0.5f));
      lbfgs.functionChanged();
      // If both were gradients of one function, its curvature would be 0.5 and its minimum 9.
      lbfgs.update(x, new FloatArrayVector(0.25f));
      assertEquals(10 - 0.5 - 0.25, x.values()[0], 1e-6);
    }
  }

  /** f = x² + 100y² with the exact inverse Hessian: one pair determines the factor. */
  @Test
  void exactPreconditionerReachesTheMinimumInTwoSteps() {
    final FloatArrayVector x = new FloatArrayVector(3, 2);
    final FloatArrayVector gradient = new FloatArrayVector(0, 0);
    final Preconditioner<FloatArrayVector> inverse =
        vector -> {
          vector.values()[0] /= 2;
          vector.values()[1] /= 200;
        };
    try (Optimizer<FloatArrayVector> lbfgs =
        new Lbfgs<>(1, 20, StepLength.free(), inverse, VectorList::new)) {
      for (int i = 0; i < 2; i++) {
        gradient.values()[0] = 2 * x.values()[0];
        gradient.values()[1] = 200 * x.values()[1];
        lbfgs.update(x, gradient);
      }
    }
    assertArrayEquals(new float[2], x.values(), 1e-4f);
  }

  @Test
  void convergesWithAHistoryShorterThanTheDimension() {
    try (Lbfgs<FloatArrayVector> shortMemory = new Lbfgs<>(1, 2)) {
      final FloatArrayVector x = new FloatArrayVector(5, -3, 2, 1);
      final FloatArrayVector gradient = new FloatArrayVector(0, 0, 0, 0);
      for (int step = 0; step < 60; step++) {
        for (int i = 0; i < 4; i++) gradient.values()[i] = (i + 1) * x.values()[i];
        shortMemory.update(x, gradient);
      }
      assertArrayEquals(new float[4], x.values(), 1e-3f);
    }
  }
}
