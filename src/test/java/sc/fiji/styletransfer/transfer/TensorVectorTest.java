package sc.fiji.styletransfer.transfer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import sc.fiji.styletransfer.optimise.FloatArrayVector;
import sc.fiji.styletransfer.optimise.Lbfgs;
import sc.fiji.styletransfer.optimise.Preconditioner;
import sc.fiji.styletransfer.optimise.StepLength;
import sc.fiji.styletransfer.tensor.DeviceChoice;
import sc.fiji.styletransfer.tensor.TensorEngine;
import sc.fiji.styletransfer.tensor.TensorSession;

class TensorVectorTest {

  private TensorSession session;
  private NDManager manager;

  @BeforeEach
  void open() {
    session = TensorEngine.start().open(new DeviceChoice("cpu"));
    manager = session.manager().newSubManager();
  }

  @AfterEach
  void close() {
    session.close();
  }

  @Test
  void anInnerProductStaysAVectorAndIsAFactor() {
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
  void noOperationLeavesAnythingBehind() {
    try (TensorVector a = vector(1, 2, 3, 4);
        TensorVector b = vector(2, 0, -1, 0.5f)) {
      final int before = manager.getManagedArrays().size();
      a.dot(b);
      a.norm1();
      a.scale(3);
      a.add(2, b);
      a.addSquare(2, b);
      a.addRatio(2, b, a, 1);
      a.set(b);
      a.reserve(3).forEach(TensorVector::close);
      try (TensorVector product = a.inner(b)) {
        a.add(product, b);
      }
      assertEquals(before, manager.getManagedArrays().size());
    }
  }

  @Test
  void reservedVectorsShareMemoryButNoValues() {
    try (TensorVector a = vector(1, 2, 3, 4);
        TensorVector b = vector(5, 6, 7, 8)) {
      final List<TensorVector> reserved = a.reserve(2);
      reserved.get(0).set(a);
      reserved.get(1).set(b);
      a.scale(10);
      reserved.get(0).scale(2);
      assertArrayEquals(new float[] {2, 4, 6, 8}, values(reserved.get(0)));
      reserved.get(0).close();
      assertArrayEquals(new float[] {5, 6, 7, 8}, values(reserved.get(1)));
      reserved.get(1).close();
    }
  }

  @Test
  void lbfgsTakesTheSameStepsAsOnTheHeap() {
    try (TensorVector tensor = vector(5, -3, 2, 1)) {
      final FloatArrayVector heap = new FloatArrayVector(5, -3, 2, 1);
      try (Lbfgs<TensorVector> one =
              new Lbfgs<>(1, 3, StepLength.<TensorVector>bounded(0.5, 2), Preconditioner.none());
          Lbfgs<FloatArrayVector> other =
              new Lbfgs<>(
                  1, 3, StepLength.<FloatArrayVector>bounded(0.5, 2), Preconditioner.none())) {
        for (int i = 0; i < 8; i++) {
          try (TensorVector gradient = vector(slope(values(tensor)))) {
            one.update(tensor, gradient);
          }
          other.update(heap, new FloatArrayVector(slope(heap.values())));
          assertArrayEquals(heap.values(), values(tensor), 1e-4f);
        }
      }
    }
  }

  /** Of the function with curvatures 1, 2, 3 and so on. */
  private static float[] slope(final float... x) {
    final float[] slope = x.clone();
    for (int i = 0; i < slope.length; i++) slope[i] *= i + 1;
    return slope;
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
