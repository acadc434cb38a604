package sc.fiji.styletransfer.pixels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import sc.fiji.styletransfer.tensor.CpuSession;

class TensorStorageTest {

  @RegisterExtension final CpuSession cpu = new CpuSession();
  private NDManager manager;

  @BeforeEach
  void open() {
    manager = cpu.open().manager().newSubManager();
  }

  @ParameterizedTest
  @EnumSource
  void zerosCanBeAddedTo(final TensorStorage storage) {
    try (NDArray zeros = storage.zeros(manager, new Shape(1, 2, 3));
        NDArray part = zeros.get(":, 1:2, 1:3")) {
      part.addi(4);
      assertArrayEquals(new float[] {0, 0, 0, 0, 4, 4}, zeros.toFloatArray());
    }
  }

  @ParameterizedTest
  @EnumSource
  void duplicateHasValuesOfItsOwn(final TensorStorage storage) {
    try (TensorVector one = vector(storage, 1, 2, 3);
        TensorVector other = one.duplicate()) {
      other.scale(2);
      one.add(1, other);
      assertArrayEquals(new float[] {3, 6, 9}, one.array().toFloatArray());
      assertArrayEquals(new float[] {2, 4, 6}, other.array().toFloatArray());
      assertEquals(84, one.dot(other));
      one.set(other);
      assertArrayEquals(new float[] {2, 4, 6}, one.array().toFloatArray());
    }
  }

  @ParameterizedTest
  @EnumSource
  void closingLeavesNoArrayBehind(final TensorStorage storage) {
    final int before = manager.getManagedArrays().size();
    try (TensorVector one = vector(storage, 1, 2, 3)) {
      one.duplicate().close();
      storage.zeros(manager, new Shape(3)).close();
      assertEquals(before + 1, manager.getManagedArrays().size());
    }
    assertEquals(before, manager.getManagedArrays().size());
  }

  private TensorVector vector(final TensorStorage storage, final float... values) {
    try (NDArray borrowed = manager.create(values, new Shape(1, values.length))) {
      return new TensorVector(borrowed.duplicate(), storage);
    }
  }
}
