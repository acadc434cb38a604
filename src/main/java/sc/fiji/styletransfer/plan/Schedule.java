package sc.fiji.styletransfer.plan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import sc.fiji.styletransfer.loss.LossWeighting;
import sc.fiji.styletransfer.picture.PictureSize;
import sc.fiji.styletransfer.settings.Approach;
import sc.fiji.styletransfer.settings.Settings;
import sc.fiji.styletransfer.settings.TransferSettings;

/**
 * From coarse to fine: sizes that grow by √2 up to that of the result (style-transfer-pytorch),
 * each with its number of evaluations. Large forms are settled where an evaluation is cheap. With
 * an {@link Approach} of its own, that is minimised at the smaller scales and in the first part of
 * the last.
 *
 * <p>The content may count more at first than its weight says: strokes then appear where they harm
 * it least, which costs fewer evaluations than to undo harm. Deep style layers, which take long to
 * evaluate and change little, may wait.
 *
 * @param scales from the smallest
 * @param firstLead how many times as much the content counts at first
 * @param deepFrom part of the last scale's evaluations after which all layers count
 */
public record Schedule(List<Scale> scales, double firstLead, double deepFrom) {

  /** Of the sides of a scale and the next smaller one. */
  public static final double RATIO = Math.sqrt(2);

  /** How many times more often a scale is evaluated than the next larger one, but the last. */
  private static final double GROWTH = 4 / 3.0;

  /** Part of the last scale's evaluations over which the lead falls to one. */
  private static final double FALL = 0.9;

  /**
   * @param full size of the result
   * @param settings say how small to begin and how often to evaluate
   */
  public static Schedule of(final PictureSize full, final TransferSettings settings) {
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
    return new Schedule(
        scales, settings.get(Settings.CONTENT_LEAD), settings.get(Settings.DEEP_FROM));
  }

  /**
   * What counts: at smaller scales and on the way as at first, and at the last all the more the
   * longer it has been worked at.
   *
   * @param scale at which
   * @param evaluated how often there
   */
  public LossWeighting emphasis(final Scale scale, final int evaluated) {
    return new LossWeighting(contentLead(scale, evaluated), deep(scale, evaluated));
  }

  private boolean deep(final Scale scale, final int evaluated) {
    if (deepFrom == 0) return true;
    return isLast(scale) && evaluated >= deepFrom * scale.evaluations();
  }

  private boolean isLast(final Scale scale) {
    return !scale.approach() && scale.size().equals(full());
  }

  /** At the last scale it falls geometrically to one. */
  private double contentLead(final Scale scale, final int evaluated) {
    if (scale.approach()) return 1;
    if (!isLast(scale)) return firstLead;
    final double left = 1 - evaluated / (FALL * scale.evaluations());
    return Math.pow(firstLead, Math.max(0, left));
  }

  /** Evaluations of all scales. */
  public int evaluations() {
    return scales.stream().mapToInt(Scale::evaluations).sum();
  }

  /** Pixels evaluated in all scales. */
  public double work() {
    return scales.stream().mapToDouble(Scale::work).sum();
  }

  /** Size of the result. */
  public PictureSize full() {
    return scales.get(scales.size() - 1).size();
  }
}
