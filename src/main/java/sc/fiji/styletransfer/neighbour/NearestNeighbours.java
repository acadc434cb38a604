package sc.fiji.styletransfer.neighbour;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds, for each of many vectors, the one of some candidates with the smallest cosine distance.
 * One product of matrices compares a block of vectors with a block of candidates, so that the
 * matrix of all distances never exists.
 */
final class NearestNeighbours {

  /** Vectors in a block, and candidates in a block. */
  private static final int BLOCK = 4096;

  private static final float SMALLEST = 1e-8f;

  private NearestNeighbours() {}

  /**
   * Finds the nearest candidates. Among candidates at the same distance the first is the nearest.
   *
   * @param vectors one in each row, of any length but 0, shape {@code (n, D)}
   * @param candidates one in each row, shape {@code (K, D)}
   * @param mean subtracted from each candidate, shape {@code (1, D)}
   * @return row of the nearest candidate, int64, shape {@code (n)}
   */
  static NDArray of(final NDArray vectors, final NDArray candidates, final NDArray mean) {
    final NDManager manager = vectors.getManager();
    try (NDManager own = manager.newSubManager()) {
      final List<Best> blocks = new ArrayList<>();
      for (final NDIndex rows : blocks(vectors))
        blocks.add(new Best(attached(vectors.get(rows), own)));
      long first = 0;
      for (final NDIndex rows : blocks(candidates))
        try (NDManager step = own.newSubManager()) {
          final NDArray block = attached(candidates.get(rows), step);
          final NDArray columns = normalised(block.sub(mean)).transpose();
          for (final Best best : blocks) best.compare(columns, first, step);
          first += block.getShape().get(0);
        }
      final NDList found = new NDList();
      for (final Best best : blocks) found.add(best.row);
      final NDArray all = NDArrays.concat(found);
      all.attach(manager);
      return all;
    }
  }

  /** Divides each row by its length; rows of zeros stay zero. */
  static NDArray normalised(final NDArray rows) {
    try (NDArray lengths = lengths(rows)) {
      return rows.div(lengths);
    }
  }

  /** Returns the lengths of the rows, but not 0, shape {@code (n, 1)}. */
  static NDArray lengths(final NDArray rows) {
    try (NDArray squares = rows.square();
        NDArray sums = squares.sum(new int[] {1}, true);
        NDArray roots = sums.sqrt()) {
      return roots.maximum(SMALLEST);
    }
  }

  private static List<NDIndex> blocks(final NDArray rows) {
    final long count = rows.getShape().get(0);
    final List<NDIndex> blocks = new ArrayList<>();
    for (long begin = 0; begin < count; begin += BLOCK)
      blocks.add(new NDIndex("{}:{}", begin, Math.min(count, begin + BLOCK)));
    return blocks;
  }

  private static NDArray attached(final NDArray array, final NDManager manager) {
    array.attach(manager);
    return array;
  }

  /** The nearest candidates of a block of vectors so far. */
  private static final class Best {

    private final NDArray vectors;
    private NDArray cosine;
    private NDArray row;

    Best(final NDArray vectors) {
      this.vectors = vectors;
    }

    /** Compares with a block of candidates, of which {@code first} is the row of the first. */
    void compare(final NDArray columns, final long first, final NDManager step) {
      final NDArray cosines = vectors.matMul(columns);
      cosines.attach(step);
      final NDArray highest = cosines.max(new int[] {1});
      final NDArray at = cosines.argMax(1).add(first);
      if (row == null) {
        keep(highest, at);
        return;
      }
      final NDArray closer = highest.gt(cosine);
      keep(NDArrays.where(closer, highest, cosine), NDArrays.where(closer, at, row));
    }

    private void keep(final NDArray cosines, final NDArray rows) {
      final NDManager own = vectors.getManager();
      if (row != null) {
        cosine.close();
        row.close();
      }
      cosine = attached(cosines, own);
      row = attached(rows, own);
    }
  }
}
