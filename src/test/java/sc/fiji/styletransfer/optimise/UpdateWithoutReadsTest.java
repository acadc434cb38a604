package sc.fiji.styletransfer.optimise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * An update does not read what a GPU computes, and copies no number to it as an array of its own:
 * both would wait until the GPU has finished everything before.
 */
class UpdateWithoutReadsTest {

  private static final List<String> WAITING = List.of("value", "dot", "norm1", "scalar");

  @SuppressWarnings({"rawtypes", "unchecked"})
  static Stream<Optimizer> optimizers() {
    return Stream.of(
        new Adam(0.1),
        new Lbfgs(1, 3),
        new Lbfgs(
            1,
            3,
            StepLength.bounded(0.1, 1),
            Preconditioner.none(),
            (Supplier<VectorStore>) VectorList::new));
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  @SuppressWarnings({"rawtypes", "unchecked"})
  void noUpdateAfterTheFirstWaits(final Optimizer optimizer) {
    final FloatArrayVector position = new FloatArrayVector(3, -2);
    final FloatArrayVector derivative = new FloatArrayVector(0, 0);
    final List<String> calls = new ArrayList<>();
    final Vector x = ObservedVector.of(position, calls);
    final Vector gradient = ObservedVector.of(derivative, calls);
    for (int i = 0; i < 6; i++) {
      for (int k = 0; k < 2; k++) derivative.values()[k] = (1 + 9 * k) * position.values()[k];
      optimizer.update(x, gradient);
      if (i == 0) calls.clear();
    }
    assertTrue(calls.size() > 20, "the calls are listed");
    assertEquals(List.of(), calls.stream().filter(WAITING::contains).toList());
  }

  /** Without this test, the one above could pass because nothing is listed. */
  @Test
  @SuppressWarnings({"rawtypes", "unchecked"})
  void whatWaitsIsListed() {
    final List<String> calls = new ArrayList<>();
    final Vector vector = ObservedVector.of(new FloatArrayVector(1, 2), calls);
    assertEquals(5, vector.inner(vector).value());
    assertEquals(List.of("inner", "value"), calls);
  }
}
