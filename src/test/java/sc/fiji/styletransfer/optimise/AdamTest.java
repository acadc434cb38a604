package sc.fiji.styletransfer.optimise;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class AdamTest extends OptimizerTest {

  @Override
  Optimizer<FloatArrayVector> create() {
    return new Adam<>(0.01);
  }

  @Override
  int stepsForQuadratic() {
    return 3000;
  }

  @Override
  int stepsForRosenbrock() {
    return 6000;
  }

  @Test
  void firstStepHasTheLengthOfTheLearningRate() {
    final FloatArrayVector x = new FloatArrayVector(0, 0, 0);
    create().update(x, new FloatArrayVector(1000, -0.001f, 1));
    assertArrayEquals(new float[] {-0.01f, 0.01f, -0.01f}, x.values(), 1e-6f);
  }

  @Test
  void followsTheFormulaOverThreeSteps() {
    final double[] gradients = {1, -2, 0.5};
    double m = 0;
    double v = 0;
    double expected = 0;
    final FloatArrayVector x = new FloatArrayVector(0);
    try (Optimizer<FloatArrayVector> adam = new Adam<>(0.1, 0.8, 0.9)) {
      for (int t = 1; t <= gradients.length; t++) {
        final double g = gradients[t - 1];
        m = 0.8 * m + 0.2 * g;
        v = 0.9 * v + 0.1 * g * g;
        final double corrected = m / (1 - Math.pow(0.8, t));
        expected -= 0.1 * corrected / (Math.sqrt(v / (1 - Math.pow(0.9, t))) + 1e-8);
        adam.update(x, new FloatArrayVector((float) g));
        assertEquals(expected, x.values()[0], 1e-6, "step " + t);
      }
    }
  }
}
