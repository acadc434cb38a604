package sc.fiji.styletransfer.pixels;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import sc.fiji.styletransfer.files.TemporaryFolder;
import sc.fiji.styletransfer.optimise.VectorStore;
import sc.fiji.styletransfer.picture.MappedFile;

/** Where a run stores the tensors that it keeps from one evaluation to the next. */
public enum TensorStorage {
  /** In the memory of the device. */
  DEVICE {
    @Override
    public NDArray zeros(final NDManager manager, final Shape shape) {
      return manager.zeros(shape);
    }

    @Override
    public VectorStore<TensorVector> vectors() {
      return new DeviceVectorStore();
    }

    @Override
    NDArray store(final NDArray array) {
      return array;
    }
  },

  /**
   * In temporary files. Single tensors lie in files that are mapped into memory, with which only
   * the CPU can compute: the engine works on the pages of the file. A view of such a tensor must
   * not outlive the tensor, which holds the mapping.
   */
  FILE {
    @Override
    public NDArray zeros(final NDManager manager, final Shape shape) {
      return manager.create(MappedFile.zeros(shape.size() * Float.BYTES), shape, DataType.FLOAT32);
    }

    @Override
    public VectorStore<TensorVector> vectors() {
      return new FileVectorStore(TemporaryFolder.ofProcess());
    }

    @Override
    NDArray store(final NDArray array) {
      try (array) {
        final NDArray stored = zeros(array.getManager(), array.getShape());
        stored.set(ALL, array);
        return stored;
      }
    }
  };

  private static final NDIndex ALL = new NDIndex("...");

  /**
   * Creates a tensor of zeros.
   *
   * @param manager owner of the tensor
   * @param shape of the tensor
   * @return float32 zeros in this storage
   */
  public abstract NDArray zeros(NDManager manager, Shape shape);

  /**
   * Creates an empty store of vectors, such as the history of L-BFGS.
   *
   * @return the store, to be closed
   */
  public abstract VectorStore<TensorVector> vectors();

  /** Moves an array to this storage; the given array is not used afterwards. */
  abstract NDArray store(NDArray array);
}
