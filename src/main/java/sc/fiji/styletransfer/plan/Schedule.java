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
 * The scales of a run from coarse to fine. Sizes grow by √2 up to that of the result (as in
 * style-transfer-pytorch), so that large shapes form where an evaluation takes little time. With
 * the {@link WassersteinApproach}, the smaller scales and the first part of the last scale minimise
 * its loss.
 *
 * <p>The content weight can begin higher than the settings say: strokes then appear where they
 * disturb the content least, which takes fewer evaluations than to restore the content later. Deep
 * style layers take long to evaluate and change the picture little, so that they can be left out at
 * first.
 *
 * <p>A run in mixed precision makes about 2 percent more evaluations at the size of the result.
 *
 * @param scales all scales, the smallest first
 * @param firstLead factor of the content weight at the beginning
 * @param deepFrom fraction of the last scale's evaluations after which all style layers are
 *     included
 */
public record Schedule(List<Scale> scales, double firstLead, double deepFrom) {

  /** Ratio of the sides of successive scales. */
  public static final double RATIO = Math.sqrt(2);

  /** Ratio of the evaluations at a scale to those at the next larger, except for the last. */
  private static final double GROWTH = 4 / 3.0;

  /**
   * Iterations for which a run in mixed precision makes one evaluation more, because rounded
   * gradients reach the same loss a little later. {@code benchmark/results.md} has the measurement.
   */
  private static final double ITERATIONS_FOR_ONE_MORE = 45;

  /** Fraction of the last scale over which the content factor decreases to 1. */
  private static final double FALL = 0.9;

  /**
   * Creates the schedule of a run.
   *
   * @param full size of the result
   * @param settings smallest size, evaluations, approach and factors of the run
   * @return the schedule
   */
  public static Schedule of(final PictureSize full, final TransferSettings settings) {
    final int coarsest = settings.get(Settings.COARSEST);
    final double iterations = settings.get(Settings.ITERATIONS);
    final List<Scale> scales = new ArrayList<>();
    final boolean approaches = settings.get(Settings.APPROACH) == Approach.WASSERSTEIN;
    final int approach = approaches ? WassersteinApproach.evaluations((int) iterations) : 0;
    final int rounds = settings.get(Settings.SPLITTING);
    final int ofRound = iterationsOfRound((int) iterations, settings);
    for (int round = 0; round < rounds && ofRound > 0; round++)
      scales.add(new Scale(full, ofRound, Phase.SPLITTING));
    final int left = (int) iterations - approach - rounds * ofRound;
    scales.add(new Scale(full, left + forRounding(settings), Phase.LOSS));
    if (approach > 0) scales.add(new Scale(full, approach, Phase.APPROACH));
    for (int k = 1; coarsest > 0; k++) {
      final double factor = Math.pow(RATIO, -k);
      if (Math.round(full.longSide() * factor) < coarsest || !full.canShrinkBy(factor)) break;
      scales.add(
          new Scale(
              full.scaled(factor),
              evaluationsBelow(settings, k),
              approaches ? Phase.APPROACH : Phase.LOSS));
    }
    Collections.reverse(scales);
    return new Schedule(
        scales, settings.get(Settings.CONTENT_LEAD), settings.get(Settings.DEEP_FROM));
  }

  /**
   * Returns the evaluations at a scale that is smaller than the result.
   *
   * @param settings evaluations and coarse effort of the run
   * @param below 1 for the scale below the last, 2 for the next smaller, and so on
   * @return number of evaluations
   */
  public static int evaluationsBelow(final TransferSettings settings, final int below) {
    final double next = settings.get(Settings.ITERATIONS) * settings.get(Settings.COARSE_EFFORT);
    return (int) Math.max(1, Math.round(next * Math.pow(GROWTH, below - 1)));
  }

  private static int forRounding(final TransferSettings settings) {
    return settings.isMixed()
        ? (int) Math.round(settings.get(Settings.ITERATIONS) / ITERATIONS_FOR_ONE_MORE)
        : 0;
  }

  /** Returns the evaluations of each round of splitting; all rounds take half of a short run. */
  private static int iterationsOfRound(final int iterations, final TransferSettings settings) {
    final int rounds = settings.get(Settings.SPLITTING);
    return rounds == 0
        ? 0
        : Math.min(settings.get(Settings.SPLITTING_ITERATIONS), iterations / (2 * rounds));
  }

  /**
   * Returns the weighting of an evaluation. Before the last scale it is that of the beginning; at
   * the last scale it approaches the weighting of the settings.
   *
   * @param scale scale of the evaluation
   * @param evaluated number of earlier evaluations at the scale
   * @return factor of the content weight, and whether deep style layers are included
   */
  public LossWeighting weighting(final Scale scale, final int evaluated) {
    return new LossWeighting(contentFactor(scale, evaluated), includesDeep(scale, evaluated));
  }

  private boolean includesDeep(final Scale scale, final int evaluated) {
    if (deepFrom == 0) return true;
    return isLast(scale) && evaluated >= deepFrom * scale.evaluations();
  }

  private boolean isLast(final Scale scale) {
    return !scale.approach() && scale.size().equals(full());
  }

  /** Decreases geometrically from the first factor to 1 over the last scale. */
  private double contentFactor(final Scale scale, final int evaluated) {
    if (scale.approach()) return 1;
    if (!isLast(scale)) return firstLead;
    final double left = 1 - evaluated / (FALL * scale.evaluations());
    return Math.pow(firstLead, Math.max(0, left));
  }

  /** Returns the number of evaluations at all scales. */
  public int evaluations() {
    return scales.stream().mapToInt(Scale::evaluations).sum();
  }

  /** Returns the number of pixels evaluated at all scales. */
  public double work() {
    return scales.stream().mapToDouble(Scale::work).sum();
  }

  /** Returns the size of the result. */
  public PictureSize full() {
    return scales.get(scales.size() - 1).size();
  }
}
