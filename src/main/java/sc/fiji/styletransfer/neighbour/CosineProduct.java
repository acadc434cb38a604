package sc.fiji.styletransfer.neighbour;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import sc.fiji.styletransfer.tensor.BFloat16;
import sc.fiji.styletransfer.tensor.EngineProgram;

/** The product of a block of unit vectors with a block of unit candidates, and its maxima. */
sealed interface CosineProduct extends AutoCloseable {

  /**
   * Prepares vectors.
   *
   * @param vectors unit vectors, one in each row; not closed
   * @param some of the candidates, unit vectors
   * @return the left factor, to be closed
   */
  NDArray left(NDArray vectors, NDArray some);

  /**
   * Prepares candidates.
   *
   * @param candidates unit vectors, one in each row
   * @return the right factor, to be closed
   */
  NDArray right(NDArray candidates);

  /**
   * Finds the nearest candidate of each vector.
   *
   * @param left factor of the vectors
   * @param right factor of the candidates
   * @return the largest cosines, float32, up to a number that depends on the vector only; and their
   *     places among the candidates, int64
   */
  NDList largest(NDArray left, NDArray right);

  /** Returns the number of candidates that {@link #left} asks for. */
  int guesses();

  @Override
  void close();

  /** The product in float32. */
  record Exact() implements CosineProduct {

    @Override
    public NDArray left(final NDArray vectors, final NDArray some) {
      return vectors.duplicate();
    }

    @Override
    public NDArray right(final NDArray candidates) {
      return candidates.transpose();
    }

    @Override
    public NDList largest(final NDArray left, final NDArray right) {
      try (NDArray cosines = left.matMul(right)) {
        return new NDList(cosines.max(new int[] {1}), cosines.argMax(1));
      }
    }

    @Override
    public int guesses() {
      return 1;
    }

    @Override
    public void close() {
      // Owns nothing.
    }
  }

  /**
   * The product in bfloat16 with sums in float32, which takes a third of the time. The engine
   * rounds each sum to 8 bits, too coarse to tell good candidates apart. One more column therefore
   * subtracts a guess of the largest cosine before the sum is rounded: what remains is small where
   * it matters, and the rounding with it.
   */
  final class Rounded implements CosineProduct {

    private static final int GUESSES = 1024;

    /** The engine's numbers for float32 and bfloat16 are 6 and 15. */
    private static final String LARGEST =
        """
        def forward(self: __torch__.Program, left: Tensor, right: Tensor) -> Tuple[Tensor, Tensor]:
          _0, _1 = torch.max(torch.matmul(left, right), 1)
          return (torch.to(_0, 6), _1)
        """;

    private final BFloat16 narrow;
    private final EngineProgram largest;

    /**
     * @param manager manager of the session
     */
    Rounded(final NDManager manager) {
      narrow = new BFloat16(manager);
      largest = new EngineProgram(manager, LARGEST);
    }

    @Override
    public NDArray left(final NDArray vectors, final NDArray some) {
      try (NDArray rounded = narrow.narrow(vectors);
          NDArray candidates = narrow.narrow(some);
          NDArray columns = candidates.transpose();
          NDArray guess = guess(rounded, columns);
          NDArray minus = guess.neg();
          NDArray both = NDArrays.concat(new NDList(vectors, minus), 1)) {
        return narrow.narrow(both);
      }
    }

    private NDArray guess(final NDArray vectors, final NDArray columns) {
      final NDList found = largest(vectors, columns);
      found.get(1).close();
      try (NDArray cosines = found.get(0)) {
        return cosines.reshape(-1, 1);
      }
    }

    @Override
    public NDArray right(final NDArray candidates) {
      final Shape column = new Shape(candidates.getShape().get(0), 1);
      try (NDArray ones = candidates.getManager().ones(column);
          NDArray both = NDArrays.concat(new NDList(candidates, ones), 1);
          NDArray rounded = narrow.narrow(both)) {
        return rounded.transpose();
      }
    }

    @Override
    public NDList largest(final NDArray left, final NDArray right) {
      return largest.run(left, right);
    }

    @Override
    public int guesses() {
      return GUESSES;
    }

    @Override
    public void close() {
      narrow.close();
      largest.close();
    }
  }
}
