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

  private final CosineProduct product;

  /**
   * @param product compares two blocks
   */
  NearestNeighbours(final CosineProduct product) {
    this.product = product;
  }

  /**
   * Finds the nearest candidates. Among candidates at the same distance the first is the nearest.
   *
   * @param vectors one in each row, of any length but 0, shape {@code (n, D)}
   * @param candidates one in each row, shape {@code (K, D)}
   * @param mean subtracted from each candidate, shape {@code (1, D)}
   * @return row of the nearest candidate, int64, shape {@code (n)}
   */
  NDArray of(final NDArray vectors, final NDArray candidates, final NDArray mean) {
    final NDManager manager = vectors.getManager();
    try (NDManager own = manager.newSubManager()) {
      final NDArray some = some(candidates, mean, own);
      final List<Best> blocks = new ArrayList<>();
      for (final NDIndex rows : blocks(vectors))
        try (NDArray block = normalised(vectors.get(rows))) {
          blocks.add(new Best(attached(product.left(block, some), own)));
        }
      long first = 0;
      for (final NDIndex rows : blocks(candidates))
        try (NDManager step = own.newSubManager()) {
          final NDArray block = attached(candidates.get(rows), step);
          final NDArray right = attached(product.right(normalised(block.sub(mean))), step);
          for (final Best best : blocks) best.compare(right, first, step);
          first += block.getShape().get(0);
        }
      final NDList found = new NDList();
      for (final Best best : blocks) found.add(best.row);
      final NDArray all = NDArrays.concat(found);
      all.attach(manager);
      return all;
    }
  }

  /** Returns some of the candidates, for a first guess of the largest cosines. */
  private NDArray some(final NDArray candidates, final NDArray mean, final NDManager own) {
    final long step = 1 + (candidates.getShape().get(0) - 1) / product.guesses();
    try (NDArray some = candidates.get("::" + step);
        NDArray centred = some.sub(mean)) {
      return attached(normalised(centred), own);
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
  private final class Best {

    private final NDArray left;
    private NDArray cosine;
    private NDArray row;

    Best(final NDArray left) {
      this.left = left;
    }

    /** Compares with a block of candidates, of which {@code first} is the row of the first. */
    void compare(final NDArray right, final long first, final NDManager step) {
      final NDList found = product.largest(left, right);
      found.attach(step);
      final NDArray highest = found.get(0);
      final NDArray at = found.get(1).add(first);
      if (row == null) {
        keep(highest, at);
        return;
      }
      final NDArray closer = highest.gt(cosine);
      keep(NDArrays.where(closer, highest, cosine), NDArrays.where(closer, at, row));
    }

    private void keep(final NDArray cosines, final NDArray rows) {
      final NDManager own = left.getManager();
      if (row != null) {
        cosine.close();
        row.close();
      }
      cosine = attached(cosines, own);
      row = attached(rows, own);
    }
  }
}
