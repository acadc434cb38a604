package sc.fiji.styletransfer.pixels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import sc.fiji.styletransfer.tensor.CpuSession;

class TensorVectorTest {

  @RegisterExtension final CpuSession cpu = new CpuSession();
  private NDManager manager;

  @BeforeEach
  void open() {
    manager = cpu.open().manager().newSubManager();
  }

  @Test
  void innerProductIsAVectorThatMultiplies() {
    try (TensorVector a = vector(1, 2, 3, 4);
        TensorVector b = vector(2, 0, -1, 0.5f);
        TensorVector product = a.inner(b)) {
      assertEquals(1, product.length());
      assertEquals(1, a.dot(b));
      product.scale(-2);
      a.add(product, b);
      assertArrayEquals(new float[] {-3, 2, 5, 3}, values(a));
    }
  }

  @Test
  void vectorsOfOneElementAreComputedWith() {
    try (TensorVector a = vector(3, 4, 0, 0);
        TensorVector length = a.inner(a);
        TensorVector threshold = length.scalar(5)) {
      length.sqrt();
      assertEquals(5, length.value());
      length.reciprocalAbove(threshold);
      assertEquals(0, length.value());
      threshold.reciprocalAbove(length);
      assertEquals(0.2, threshold.value());
      length.setWhere(threshold, threshold.scalar(7));
      assertEquals(7, length.value());
      length.clampMax(6);
      assertEquals(6, length.value());
      a.multiply(length);
      assertArrayEquals(new float[] {18, 24, 0, 0}, values(a));
    }
  }

  @Test
  void elementsWithoutReciprocalBecomeZero() {
    try (TensorVector a = vector(0, -1, Float.MIN_VALUE, 4, 1e-20f, 3);
        TensorVector zero = vector(0, 0, 0, 0, 0, 0)) {
      a.reciprocalAbove(zero);
      assertArrayEquals(new float[] {0, 0, 0, 0.25f, 1 / 1e-20f, 1 / 3f}, values(a));
      zero.setWhere(a, a);
      assertArrayEquals(values(a), values(zero));
    }
  }

  @Test
  void operationsLeaveNoArrayBehind() {
    try (TensorVector a = vector(1, 2, 3, 4);
        TensorVector b = vector(2, 0, -1, 0.5f)) {
      a.dot(b); // creates views, which a vector keeps until it is closed
      final int before = manager.getManagedArrays().size();
      a.dot(b);
      a.norm1();
      a.scale(3);
      a.add(2, b);
      a.addSquare(2, b);
      a.addRatio(2, b, a, 1);
      a.set(b);
      try (TensorVector product = a.inner(b)) {
        a.add(product, b);
        a.multiply(product);
        try (TensorVector number = product.scalar(2);
            TensorVector scaled = a.inner(b, number)) {
          product.sqrt();
          product.reciprocalAbove(number);
          product.reciprocal();
          product.setWhere(number, number);
          product.clampMax(1);
          assertEquals(1, product.value());
        }
      }
      assertEquals(before, manager.getManagedArrays().size());
    }
  }

  private TensorVector vector(final float... values) {
    final Shape shape = new Shape(1, 1, 2, values.length / 2);
    try (NDArray borrowed = manager.create(values, shape)) {
      return new TensorVector(borrowed.duplicate());
    }
  }

  private static float[] values(final TensorVector vector) {
    return vector.array().toFloatArray();
  }
}
