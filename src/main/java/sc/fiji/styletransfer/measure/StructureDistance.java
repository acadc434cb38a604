package sc.fiji.styletransfer.measure;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

/**
 * Compares the layout of two pictures by the self-similarity of their features (the content term of
 * Kolkin et al. 2019, "Style Transfer by Relaxed Optimal Transport and Self-Similarity", equation
 * 9).
 *
 * <p>D_ij = 1 − cos(F_i, F_j) for the features F at N positions, each row divided by its sum. The
 * distance is Σ_ij |D_ij − D'_ij| / N: 0 for pictures whose parts relate to each other in the same
 * way, whatever their colours and textures.
 */
final class StructureDistance {

  /** Number of positions that are compared with each other. */
  private static final int POSITIONS = 600;

  private StructureDistance() {}

  /**
   * Computes the distance between two pictures of the same size.
   *
   * @param content features of the content, shape {@code (1, C, H, W)}
   * @param result features of the stylised picture at the same layer, of the same shape
   * @return the distance, from 0 to 2
   */
  static double between(final NDArray content, final NDArray result) {
    try (NDManager manager = content.getManager().newSubManager()) {
      final NDArray difference =
          selfSimilarity(content, manager).sub(selfSimilarity(result, manager));
      return difference.abs().sum(new int[] {1}).mean().getFloat();
    }
  }

  private static NDArray selfSimilarity(final NDArray features, final NDManager manager) {
    final FeatureVectors vectors = FeatureVectors.of(features, manager).atMost(POSITIONS);
    final NDArray unit = vectors.normalised();
    final NDArray distances = unit.matMul(unit.transpose()).neg().add(1).maximum(0);
    return distances.div(distances.sum(new int[] {1}, true).add(FeatureVectors.SMALLEST));
  }
}
