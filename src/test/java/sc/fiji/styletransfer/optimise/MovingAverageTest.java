package sc.fiji.styletransfer.optimise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class MovingAverageTest {

  private static double average(final double decay, final float... points) {
    try (MovingAverage<FloatArrayVector> average = new MovingAverage<>(decay)) {
      for (final float point : points) average.add(new FloatArrayVector(point));
      return average.average().values()[0];
    }
  }

  @Test
  void averageOfOnePointIsThePoint() {
    assertEquals(5, average(0.9, 5), 1e-6);
  }

  @Test
  void equalPointsAverageToThemselves() {
    assertEquals(3, average(0.99, 3, 3, 3, 3), 1e-5);
  }

  @Test
  void laterPointsCountMore() {
    assertEquals((0.5 * 0.5 * 1 + 0.5 * 4) / 0.75, average(0.5, 1, 4), 1e-6);
  }

  @Test
  void noDecayKeepsTheLastPoint() {
    assertEquals(9, average(0, 1, 2, 9), 1e-6);
  }

  @Test
  void nothingHasNoAverage() {
    try (MovingAverage<FloatArrayVector> average = new MovingAverage<>(0.5)) {
      assertThrows(IllegalStateException.class, average::average);
    }
  }

  @Test
  void convergenceNeedsTwoWindowsAndLittleProgress() {
    final Convergence convergence = new Convergence(0.1, 2);
    assertFalse(convergence.reached(100));
    assertFalse(convergence.reached(90));
    assertFalse(convergence.reached(80));
    assertFalse(convergence.reached(70));
    assertFalse(convergence.reached(69));
    assertTrue(convergence.reached(68));
  }

  @Test
  void zeroToleranceNeverStops() {
    final Convergence convergence = new Convergence(0, 1);
    for (int i = 0; i < 10; i++) assertFalse(convergence.reached(1));
  }
}
