package sc.fiji.styletransfer.measure;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;

/**
 * Measures how much of a stylised picture is still the photograph it began as: the share of
 * positions whose features resemble the content's features at the same position more than any
 * features of the style.
 *
 * <p>Resemblance is the cosine between features after the mean of the style's features was
 * subtracted. 1 for the content itself, near 0 for a picture that consists of the style's brush
 * strokes.
 */
final class PhotographShare {

  /** Positions of the style that take part, evenly spaced if the style has more. */
  private static final int STYLE_POSITIONS = 8000;

  /** Positions of the result that one product of matrices compares with the style. */
  private static final int BLOCK = 2048;

  private PhotographShare() {}

  /**
   * Computes the share at one layer.
   *
   * @param content features of the content, shape {@code (1, C, H, W)}
   * @param styles features of the styles at the same layer, of any heights and widths; pass each
   *     style four times, turned by 0, 90, 180 and 270 degrees
   * @param result features of the stylised picture, of the content's shape
   * @return the share of positions, from 0 to 1
   */
  static double of(final NDArray content, final List<NDArray> styles, final NDArray result) {
    try (NDManager manager = result.getManager().newSubManager()) {
      final FeatureVectors style = FeatureVectors.of(styles, manager).atMost(STYLE_POSITIONS);
      final NDArray mean = style.mean();
      final NDArray styleUnit = style.minus(mean).normalised();
      final NDArray contentUnit = FeatureVectors.of(content, manager).minus(mean).normalised();
      final NDArray resultUnit = FeatureVectors.of(result, manager).minus(mean).normalised();
      final NDArray same = contentUnit.mul(resultUnit).sum(new int[] {1});
      long closer = 0;
      final long positions = same.size();
      for (long begin = 0; begin < positions; begin += BLOCK) {
        final String range = begin + ":" + Math.min(positions, begin + BLOCK);
        closer += closerToContent(resultUnit.get(range), styleUnit, same.get(range));
      }
      return (double) closer / positions;
    }
  }

  private static long closerToContent(
      final NDArray result, final NDArray style, final NDArray same) {
    try (NDArray turned = style.transpose();
        NDArray cosines = result.matMul(turned);
        NDArray nearest = cosines.max(new int[] {1});
        NDArray closer = same.gt(nearest);
        NDArray count = closer.sum()) {
      return count.getLong();
    }
  }
}
