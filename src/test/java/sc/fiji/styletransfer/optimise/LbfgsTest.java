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
  void firstStepIsTheGradientDividedByItsSum() {
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
  void secondStepSolvesAParabolaExactly() {
    // f = 2x², so after one pair the inverse curvature 1/4 is known and the next step ends at 0.
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
  void learnsFromSmallNumbersToo() {
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
  void ignoresAPairWithoutCurvature() {
    final FloatArrayVector x = new FloatArrayVector(0);
    final FloatArrayVector gradient = new FloatArrayVector(0.5f);
    try (Optimizer<FloatArrayVector> lbfgs = create()) {
      for (int i = 0; i < 4; i++) lbfgs.update(x, gradient);
    }
    assertEquals(-2, x.values()[0], 1e-6);
  }

  @Test
  void learnsNothingFromTheGradientsOfTwoFunctions() {
    final FloatArrayVector x = new FloatArrayVector(10);
    try (Optimizer<FloatArrayVector> lbfgs = create()) {
      lbfgs.update(x, new FloatArrayVector(0.5f));
      lbfgs.functionChanged();
      // Of one function, this would tell of a curvature of 1 and lead to the minimum at once.
      lbfgs.update(x, new FloatArrayVector(0.25f));
      assertEquals(10 - 0.5 - 0.25, x.values()[0], 1e-6);
    }
  }

  /** f = x² + 100y², preconditioned by its own inverse curvature: both move at the same pace. */
  @Test
  void aPreconditionerThatKnowsTheCurvatureLeavesOneStepToLearn() {
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
  void forgetsWhatIsOlderThanItsHistory() {
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
