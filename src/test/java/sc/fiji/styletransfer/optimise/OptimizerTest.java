package sc.fiji.styletransfer.optimise;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import java.util.function.ToDoubleBiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that every optimiser passes, on functions with a known minimum. */
abstract class OptimizerTest {

  /** Returns a new optimiser with parameters for functions with curvatures from 1 to 100. */
  abstract Optimizer<FloatArrayVector> create();

  /** Returns the largest number of steps for a quadratic with curvatures from 1 to 100. */
  abstract int stepsForQuadratic();

  /**
   * Returns the largest number of steps from (−0.5, 0.5) to the minimum of Rosenbrock's function.
   */
  abstract int stepsForRosenbrock();

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 10, 100})
  void findsTheMinimumOfAQuadratic(final int dimensions) {
    final Random random = new Random(dimensions);
    final float[] minimum = new float[dimensions];
    final float[] curvature = new float[dimensions];
    for (int i = 0; i < dimensions; i++) {
      minimum[i] = (float) random.nextGaussian();
      curvature[i] = (float) Math.pow(100, random.nextDouble());
    }
    final float[] x =
        minimise(
            (point, gradient) -> {
              double value = 0;
              for (int i = 0; i < dimensions; i++) {
                final float distance = point.values()[i] - minimum[i];
                value += 0.5 * curvature[i] * distance * distance;
                gradient.values()[i] = curvature[i] * distance;
              }
              return value;
            },
            new float[dimensions],
            stepsForQuadratic());
    for (int i = 0; i < dimensions; i++) assertEquals(minimum[i], x[i], 1e-3, "element " + i);
  }

  @Test
  void findsTheMinimumOfRosenbrocksFunction() {
    final float[] x =
        minimise(OptimizerTest::rosenbrock, new float[] {-0.5f, 0.5f}, stepsForRosenbrock());
    assertEquals(1, x[0], 1e-2);
    assertEquals(1, x[1], 2e-2);
  }

  @Test
  void staysAtAMinimum() {
    final float[] x = minimise(OptimizerTest::rosenbrock, new float[] {1, 1}, 20);
    assertEquals(1, x[0], 1e-6);
    assertEquals(1, x[1], 1e-6);
  }

  @Test
  void doesNotChangeTheGradient() {
    try (Optimizer<FloatArrayVector> optimizer = create()) {
      final FloatArrayVector x = new FloatArrayVector(1, 2, 3);
      final FloatArrayVector gradient = new FloatArrayVector(3, 2, 1);
      for (int i = 0; i < 3; i++) optimizer.update(x, gradient);
      assertArrayEquals(new float[] {3, 2, 1}, gradient.values());
    }
  }

  @Test
  void canBeClosedBeforeTheFirstStep() {
    create().close();
  }

  /** (1 − a)² + 100(b − a²)², divided by 10 so that its curvature is moderate. */
  private static double rosenbrock(final FloatArrayVector point, final FloatArrayVector gradient) {
    final double a = point.values()[0];
    final double b = point.values()[1];
    gradient.values()[0] = (float) ((-2 * (1 - a) - 400 * a * (b - a * a)) / 10);
    gradient.values()[1] = (float) (200 * (b - a * a) / 10);
    return ((1 - a) * (1 - a) + 100 * Math.pow(b - a * a, 2)) / 10;
  }

  float[] minimise(
      final ToDoubleBiFunction<FloatArrayVector, FloatArrayVector> function,
      final float[] start,
      final int steps) {
    final FloatArrayVector x = new FloatArrayVector(start.clone());
    final FloatArrayVector gradient = new FloatArrayVector(new float[start.length]);
    try (Optimizer<FloatArrayVector> optimizer = create()) {
      for (int i = 0; i < steps; i++) {
        function.applyAsDouble(x, gradient);
        optimizer.update(x, gradient);
      }
    }
    return x.values();
  }
}
