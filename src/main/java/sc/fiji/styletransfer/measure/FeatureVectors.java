package sc.fiji.styletransfer.measure;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.List;

/**
 * The features of a layer as one vector for each position.
 *
 * @param rows shape {@code (positions, C)}
 */
record FeatureVectors(NDArray rows) {

  /** Added to lengths and sums, so that nothing is divided by 0. */
  static final float SMALLEST = 1e-8f;

  /**
   * Reads the vectors of all positions.
   *
   * @param features shape {@code (1, C, H, W)}
   * @param manager owner of the vectors
   * @return one vector for each of the H·W positions, row by row
   */
  static FeatureVectors of(final NDArray features, final NDManager manager) {
    final long channels = features.getShape().get(1);
    try (NDArray matrix = features.reshape(channels, -1)) {
      final NDArray rows = matrix.transpose();
      rows.attach(manager);
      return new FeatureVectors(rows);
    }
  }

  /** Returns the vectors of several pictures, one after the other. */
  static FeatureVectors of(final List<NDArray> features, final NDManager manager) {
    final NDList all = new NDList();
    for (final NDArray picture : features) all.add(of(picture, manager).rows());
    return new FeatureVectors(NDArrays.concat(all));
  }

  /** Returns the number of vectors. */
  long count() {
    return rows.getShape().get(0);
  }

  /** Returns at most so many of the vectors, evenly spaced. */
  FeatureVectors atMost(final long count) {
    final long step = (count() + count - 1) / count;
    return step <= 1 ? this : new FeatureVectors(rows.get("::" + step));
  }

  /** Returns the mean vector, shape {@code (1, C)}. */
  NDArray mean() {
    return rows.mean(new int[] {0}, true);
  }

  /** Returns the vectors with another one subtracted from each. */
  FeatureVectors minus(final NDArray vector) {
    return new FeatureVectors(rows.sub(vector));
  }

  /** Returns the vectors divided by their lengths, shape {@code (positions, C)}. */
  NDArray normalised() {
    final NDArray lengths = rows.square().sum(new int[] {1}, true).sqrt().add(SMALLEST);
    return rows.div(lengths);
  }
}
