package sc.fiji.styletransfer.optimise;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CurvatureMemoryTest {

  private static final int LENGTH = 12;

  private final Random random = new Random(7);

  /** Computes algorithm 7.4 of Nocedal &amp; Wright step by step, in double precision. */
  private static double[] twoLoops(
      final List<double[]> steps, final List<double[]> changes, final double[] vector) {
    final double[] result = vector.clone();
    final double[] weights = new double[steps.size()];
    for (int i = steps.size() - 1; i >= 0; i--) {
      weights[i] = dot(steps.get(i), result) / dot(steps.get(i), changes.get(i));
      add(result, -weights[i], changes.get(i));
    }
    for (int k = 0; k < LENGTH; k++) result[k] *= scale(k);
    for (int i = 0; i < steps.size(); i++) {
      final double back = dot(changes.get(i), result) / dot(steps.get(i), changes.get(i));
      add(result, weights[i] - back, steps.get(i));
    }
    return result;
  }

  @ParameterizedTest
  @CsvSource({"1, 4", "3, 4", "4, 4", "9, 4", "9, 1", "30, 9"})
  void multiplyIsTheTwoLoopRecursionOverTheLastPairs(final int pairs, final int capacity) {
    final List<double[]> steps = new ArrayList<>();
    final List<double[]> changes = new ArrayList<>();
    try (CurvatureMemory<FloatArrayVector> memory =
        new CurvatureMemory<>(capacity, VectorList::new)) {
      for (int i = 0; i < pairs; i++) {
        final double[] step = gaussian();
        final double[] change = curved(step);
        steps.add(step);
        changes.add(change);
        memory.add(
            vector(step), vector(change), new FloatArrayVector((float) (1 / dot(step, change))));
        if (steps.size() > capacity) {
          steps.remove(0);
          changes.remove(0);
        }
        check(memory, twoLoopsOf(steps, changes));
      }
      check(restored(memory, capacity), twoLoopsOf(steps, changes));
    }
  }

  /** A vector and its expected product with the matrix. */
  private record Product(double[] vector, double[] expected) {}

  private Product twoLoopsOf(final List<double[]> steps, final List<double[]> changes) {
    final double[] vector = gaussian();
    return new Product(vector, twoLoops(steps, changes, vector));
  }

  private static void check(final CurvatureMemory<FloatArrayVector> memory, final Product product) {
    final FloatArrayVector vector = vector(product.vector());
    memory.multiply(vector, CurvatureMemoryTest::scale);
    assertArrayEquals(vector(product.expected()).values(), vector.values(), 2e-3f);
  }

  private static CurvatureMemory<FloatArrayVector> restored(
      final CurvatureMemory<FloatArrayVector> memory, final int capacity) {
    final Snapshot<FloatArrayVector> snapshot = new Snapshot<>();
    memory.save(snapshot);
    final CurvatureMemory<FloatArrayVector> other =
        new CurvatureMemory<>(capacity, VectorList::new);
    other.restore(snapshot);
    return other;
  }

  private double[] gaussian() {
    return random.doubles(LENGTH, -1, 1).map(value -> (float) value).toArray();
  }

  /** Returns the change of the gradient of a quadratic with curvatures from 1 to 4. */
  private static double[] curved(final double[] step) {
    final double[] change = step.clone();
    for (int i = 0; i < LENGTH; i++) change[i] = (float) (change[i] * (1 + 3.0 * i / LENGTH));
    return change;
  }

  private static double scale(final int index) {
    return 1 + 0.1 * index;
  }

  private static void scale(final FloatArrayVector vector) {
    for (int i = 0; i < LENGTH; i++) vector.values()[i] *= (float) scale(i);
  }

  private static FloatArrayVector vector(final double[] values) {
    final float[] floats = new float[values.length];
    for (int i = 0; i < values.length; i++) floats[i] = (float) values[i];
    return new FloatArrayVector(floats);
  }

  private static double dot(final double[] a, final double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) sum += a[i] * b[i];
    return sum;
  }

  private static void add(final double[] sum, final double factor, final double[] addend) {
    for (int i = 0; i < sum.length; i++) sum[i] += factor * addend[i];
  }
}
