package sc.fiji.styletransfer.pixels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import sc.fiji.styletransfer.StyleTransferException;
import sc.fiji.styletransfer.files.TemporaryFolder;
import sc.fiji.styletransfer.optimise.FloatArrayVector;
import sc.fiji.styletransfer.optimise.Lbfgs;
import sc.fiji.styletransfer.optimise.Preconditioner;
import sc.fiji.styletransfer.optimise.StepLength;
import sc.fiji.styletransfer.optimise.VectorList;
import sc.fiji.styletransfer.optimise.VectorStore;
import sc.fiji.styletransfer.tensor.CpuSession;

/** All stores of vectors compute the same. */
class VectorStoreTest {

  enum Kind {
    LIST,
    MEMORY,
    FILE
  }

  @TempDir private Path folder;
  @RegisterExtension final CpuSession cpu = new CpuSession();
  private NDManager manager;

  @BeforeEach
  void open() {
    manager = cpu.open().manager().newSubManager();
  }

  private VectorStore<TensorVector> store(final Kind kind) {
    return switch (kind) {
      case LIST -> new VectorList<>();
      case MEMORY -> new DeviceVectorStore();
      case FILE -> new FileVectorStore(new TemporaryFolder(folder));
    };
  }

  @ParameterizedTest
  @EnumSource
  void computesInnerProductsAndSums(final Kind kind) {
    try (VectorStore<TensorVector> store = store(kind);
        TensorVector along = vector(1, 0, -1, 0.5f)) {
      for (int i = 0; i < 7; i++)
        try (TensorVector each = vector(i, 2 * i, 3, -i)) {
          store.set(i, each);
        }
      for (int i = 0; i < 7; i++) assertEquals(i - 3 - 0.5 * i, inner(store, i, along), 1e-6);
      try (TensorVector factor = store.inner(6, along)) {
        factor.scale(-2);
        assertEquals(1, factor.length());
        // The factor is 0 here and −1 below.
        store.addTo(along, factor, 4);
        assertArrayEquals(new float[] {1, 0, -1, 0.5f}, values(along), 1e-6f);
      }
      try (TensorVector factor = store.inner(4, along)) {
        store.addTo(along, factor, 1);
        assertArrayEquals(new float[] {0, -2, -4, 1.5f}, values(along), 1e-6f);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void replacingAVectorKeepsTheOthers(final Kind kind) {
    try (VectorStore<TensorVector> store = store(kind);
        TensorVector a = vector(1, 2, 3, 4);
        TensorVector b = vector(5, 6, 7, 8)) {
      store.set(0, a);
      store.set(1, b);
      b.scale(10);
      store.set(0, b);
      a.scale(0);
      try (TensorVector first = store.get(0);
          TensorVector second = store.get(1)) {
        assertArrayEquals(new float[] {50, 60, 70, 80}, values(first));
        assertArrayEquals(new float[] {5, 6, 7, 8}, values(second));
        assertEquals(a.array().getShape(), first.array().getShape());
        first.scale(0);
      }
      try (TensorVector ones = vector(1, 1, 1, 1)) {
        assertEquals(260, inner(store, 0, ones), 1e-4);
        assertEquals(26, inner(store, 1, ones), 1e-4);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void closingLeavesNoArrayAndNoFileBehind(final Kind kind) throws IOException {
    try (TensorVector a = vector(1, 2, 3, 4)) {
      a.dot(a); // creates a view, which the vector keeps until it is closed
      final int before = manager.getManagedArrays().size();
      try (VectorStore<TensorVector> store = store(kind)) {
        for (int i = 0; i < 6; i++) store.set(i, a);
        store.inner(2, a).close(); // creates a view of the stored vector
        final int stored = manager.getManagedArrays().size();
        try (TensorVector factor = store.inner(2, a)) {
          store.addTo(a, factor, 5);
        }
        store.get(3).close();
        assertEquals(stored, manager.getManagedArrays().size());
      }
      assertEquals(before, manager.getManagedArrays().size());
    }
    try (Stream<Path> files = Files.walk(folder)) {
      assertEquals(0, files.filter(file -> file.toString().endsWith(".memory")).count());
    }
  }

  /** The length exceeds a chunk of the file and is no multiple of it. */
  @Test
  void vectorsOfSeveralChunksAreComputedAsInMemory() {
    final Shape shape = new Shape(1, 3, 700, 1003);
    try (VectorStore<TensorVector> file = store(Kind.FILE);
        VectorStore<TensorVector> memory = store(Kind.MEMORY);
        TensorVector one = random(shape, 1);
        TensorVector other = random(shape, 2)) {
      for (int i = 0; i < 3; i++)
        try (TensorVector each = random(shape, 10 + i)) {
          file.set(i, each);
          memory.set(i, each);
        }
      other.set(one);
      try (TensorVector factor = memory.inner(1, one)) {
        assertEquals(factor.array().toDoubleArray()[0], inner(file, 1, one), 1e-2);
        file.addTo(one, factor, 0);
        memory.addTo(other, factor, 0);
      }
      assertArrayEquals(values(other), values(one), 1e-5f);
      try (TensorVector copy = file.get(2);
          TensorVector written = random(shape, 12)) {
        assertArrayEquals(values(written), values(copy));
      }
    }
  }

  @Test
  void messageNamesAFolderThatDoesNotExist() {
    final Path nowhere = folder.resolve("nowhere");
    final String message =
        assertThrows(
                StyleTransferException.class,
                () -> new FileVectorStore(new TemporaryFolder(nowhere)))
            .getMessage();
    assertTrue(message.contains(nowhere.toString()), message);
  }

  @ParameterizedTest
  @EnumSource
  void lbfgsStepsAsOnTheJavaHeap(final Kind kind) {
    try (TensorVector tensor = vector(5, -3, 2, 1)) {
      final FloatArrayVector heap = new FloatArrayVector(5, -3, 2, 1);
      try (Lbfgs<TensorVector> one =
              new Lbfgs<>(
                  1,
                  3,
                  StepLength.<TensorVector>bounded(0.5, 2),
                  Preconditioner.none(),
                  () -> store(kind));
          Lbfgs<FloatArrayVector> other =
              new Lbfgs<>(
                  1,
                  3,
                  StepLength.<FloatArrayVector>bounded(0.5, 2),
                  Preconditioner.none(),
                  VectorList::new)) {
        for (int i = 0; i < 8; i++) {
          try (TensorVector gradient = vector(gradient(values(tensor)))) {
            one.update(tensor, gradient);
          }
          other.update(heap, new FloatArrayVector(gradient(heap.values())));
          assertArrayEquals(heap.values(), values(tensor), 1e-4f);
        }
      }
    }
  }

  private static double inner(
      final VectorStore<TensorVector> store, final int index, final TensorVector other) {
    try (TensorVector product = store.inner(index, other)) {
      return product.array().toDoubleArray()[0];
    }
  }

  /** Returns the gradient of the quadratic function with curvatures 1, 2, 3, … */
  private static float[] gradient(final float... x) {
    final float[] gradient = x.clone();
    for (int i = 0; i < gradient.length; i++) gradient[i] *= i + 1;
    return gradient;
  }

  private TensorVector random(final Shape shape, final long seed) {
    final Random random = new Random(seed);
    final float[] values = new float[(int) shape.size()];
    for (int i = 0; i < values.length; i++) values[i] = random.nextFloat() - 0.5f;
    return vector(values, shape);
  }

  private TensorVector vector(final float... values) {
    return vector(values, new Shape(1, 1, 2, values.length / 2));
  }

  private TensorVector vector(final float[] values, final Shape shape) {
    try (NDArray borrowed = manager.create(values, shape)) {
      return new TensorVector(borrowed.duplicate());
    }
  }

  private static float[] values(final TensorVector vector) {
    return vector.array().toFloatArray();
  }
}
