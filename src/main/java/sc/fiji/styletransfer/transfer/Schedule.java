package sc.fiji.styletransfer.transfer;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * From coarse to fine: sizes that grow by √2 up to that of the result (style-transfer-pytorch),
 * each with its number of evaluations. Large forms are settled where an evaluation is cheap. With
 * an {@link Approach} of its own, that is minimised at the smaller scales and in the first part of
 * the last.
 *
 * @param scales from the smallest
 */
record Schedule(List<Scale> scales) {

  private static final double RATIO = Math.sqrt(2);

  /** How many times more often a scale is evaluated than the next larger one, but the last. */
  private static final double GROWTH = 4 / 3.0;

  /**
   * @param full size of the result
   * @param settings say how small to begin and how often to evaluate
   */
  static Schedule of(final PictureSize full, final TransferSettings settings) {
    final int coarsest = settings.get(Settings.COARSEST);
    final double effort = settings.get(Settings.COARSE_EFFORT);
    final double iterations = settings.get(Settings.ITERATIONS);
    final List<Scale> scales = new ArrayList<>();
    final Approach approach = settings.get(Settings.APPROACH);
    final int onTheWay = approach.evaluations((int) iterations);
    scales.add(new Scale(full, (int) iterations - onTheWay, false));
    if (onTheWay > 0) scales.add(new Scale(full, onTheWay, true));
    for (int k = 1; coarsest > 0; k++) {
      final double factor = Math.pow(RATIO, -k);
      if (Math.round(full.longSide() * factor) < coarsest || !full.canShrinkBy(factor)) break;
      final long evaluations =
          Math.max(1, Math.round(iterations * effort * Math.pow(GROWTH, k - 1)));
      scales.add(new Scale(full.scaled(factor), (int) evaluations, approach != Approach.DIRECT));
    }
    Collections.reverse(scales);
    return new Schedule(scales);
  }

  /** Evaluations of all scales. */
  int evaluations() {
    return scales.stream().mapToInt(Scale::evaluations).sum();
  }

  /** Pixels evaluated in all scales. */
  double work() {
    return scales.stream().mapToDouble(Scale::work).sum();
  }

  /** Size of the result. */
  PictureSize full() {
    return scales.get(scales.size() - 1).size();
  }
}
