package sc.fiji.styletransfer.pixels;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import sc.fiji.styletransfer.picture.MappedFile;

/** Where the tensors lie that a run keeps from one evaluation to the next. */
public enum TensorStorage {
  /** In the memory of their device. */
  DEVICE {
    @Override
    public NDArray zeros(final NDManager manager, final Shape shape) {
      return manager.zeros(shape);
    }

    @Override
    NDArray keep(final NDArray array) {
      return array;
    }
  },

  /**
   * In temporary files, each mapped into memory, where only the CPU can compute. The engine works
   * on the file's own pages; a view must not outlive the tensor, which holds on to them.
   */
  FILE {
    @Override
    public NDArray zeros(final NDManager manager, final Shape shape) {
      return manager.create(MappedFile.zeros(shape.size() * Float.BYTES), shape, DataType.FLOAT32);
    }

    @Override
    NDArray keep(final NDArray array) {
      try (array) {
        final NDArray kept = zeros(array.getManager(), array.getShape());
        kept.set(ALL, array);
        return kept;
      }
    }
  };

  /** The largest tensor that can lie in a file, in bytes. */
  public static final long LARGEST = Integer.MAX_VALUE;

  private static final NDIndex ALL = new NDIndex("...");

  /** A new tensor of zeros. */
  public abstract NDArray zeros(NDManager manager, Shape shape);

  /** The same values and owner; the array is not to be used any more. */
  abstract NDArray keep(NDArray array);
}
