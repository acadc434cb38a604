package sc.fiji.styletransfer.pixels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import sc.fiji.styletransfer.tensor.CpuSession;

/** Constraints on pictures of three colours and two pixels. */
class BoundsTest {

  @RegisterExtension final CpuSession cpu = new CpuSession();

  @Test
  void clampLimitsEachColourToItsRange() {
    try (Bounds bounds =
            new Bounds(
                Optional.of(array(new Shape(1, 3, 1, 1), 0, -1, -2)),
                Optional.of(array(new Shape(1, 3, 1, 1), 1, 2, 3)),
                Optional.empty());
        TensorVector pixels = pixels(-5, 0.5f, -5, 5, 2.5f, 5)) {
      bounds.clamp(pixels);
      assertArrayEquals(new float[] {0, 0.5f, -1, 2, 2.5f, 3}, pixels.array().toFloatArray());
    }
  }

  @Test
  void gradientOfFixedPixelsBecomesZero() {
    try (Bounds bounds =
            new Bounds(
                Optional.empty(),
                Optional.empty(),
                Optional.of(array(new Shape(1, 1, 1, 2), 0, 1)));
        TensorVector gradient = pixels(1, 2, 3, 4, 5, 6)) {
      bounds.maskGradient(gradient);
      assertArrayEquals(new float[] {0, 2, 0, 4, 0, 6}, gradient.array().toFloatArray());
    }
  }

  @Test
  void withoutBoundsNothingChanges() {
    try (TensorVector pixels = pixels(-5, 0.5f, -5, 5, 2.5f, 5)) {
      Bounds.NONE.clamp(pixels);
      Bounds.NONE.maskGradient(pixels);
      assertArrayEquals(new float[] {-5, 0.5f, -5, 5, 2.5f, 5}, pixels.array().toFloatArray());
    }
  }

  private TensorVector pixels(final float... values) {
    return new TensorVector(array(new Shape(1, 3, 1, 2), values));
  }

  private NDArray array(final Shape shape, final float... values) {
    try (NDArray borrowed = cpu.open().manager().create(values, shape)) {
      return borrowed.duplicate();
    }
  }
}
