package sc.fiji.styletransfer.transfer;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import sc.fiji.styletransfer.loss.LossTerms;
import sc.fiji.styletransfer.network.Vgg19Layer;
import sc.fiji.styletransfer.optimise.Snapshot;
import sc.fiji.styletransfer.pixels.TensorVector;
import sc.fiji.styletransfer.plan.Scale;
import sc.fiji.styletransfer.plan.Schedule;
import sc.fiji.styletransfer.settings.Settings;
import sc.fiji.styletransfer.settings.TransferSettings;

/**
 * Adapts the content weight so that the style is equally strong at every size. The larger a
 * picture, the smaller the part of it that a position of a layer covers, and how much of that part
 * the style can change differs between pairs of images, so that no constant weight fits all sizes.
 *
 * <p>The reference is the distance d₀ from the style at the end of a scale of moderate size. At
 * larger scales the weight is multiplied by a factor f, which is updated by f ← f·(d₀·f^0.05/d)^0.1
 * after each evaluation in the second half of the scale.
 *
 * <p>The distance d is the weighted geometric mean of the relative Gram distances at two layers
 * that are monitored but not minimised. Distances at minimised layers become small at any size and
 * are not informative. The weights are those with which d predicts best the distance that a {@code
 * Judge} measures at other layers (benchmark/results.md). The distance at layers that are not
 * monitored changes a little more than d, in the direction in which f moved; the factor f^0.05
 * compensates for that.
 */
final class ContentBalance {

  /** Exponent of an update. The picture needs about ten evaluations to respond to a new factor. */
  private static final double GAIN = 0.1;

  /** Exponent of f in the target of the distance. */
  private static final double LEAN = 0.05;

  /** Largest f, and largest 1/f. */
  private static final double LARGEST_FACTOR = 10;

  /** Weights of the monitored layers. */
  private static final Map<Vgg19Layer, Double> MONITORED =
      Map.of(Vgg19Layer.CONV3_2, 0.3, Vgg19Layer.CONV4_2, 0.7);

  private final Set<Vgg19Layer> layers;
  private final List<Scale> larger;
  private final Optional<Scale> reference;
  private double referenceDistance;
  private double factor = 1;
  private boolean held;

  /**
   * @param schedule scales of the run
   * @param settings size at which the content weight applies as given
   */
  ContentBalance(final Schedule schedule, final TransferSettings settings) {
    final int size = settings.get(Settings.REFERENCE_SIDE);
    reference =
        schedule.scales().stream()
            .filter(scale -> isNear(size, scale))
            .min(Comparator.comparingDouble(scale -> difference(size, scale)));
    larger =
        reference.stream()
            .flatMap(there -> schedule.scales().stream().filter(s -> isLarger(s, there)))
            .toList();
    layers = evaluated(settings);
  }

  /** Returns whether a scale differs from the size by less than the next scale would. */
  private static boolean isNear(final int size, final Scale scale) {
    return size > 0 && !scale.approach() && difference(size, scale) < Math.log(Schedule.RATIO);
  }

  private static double difference(final int size, final Scale scale) {
    return Math.abs(Math.log((double) scale.size().longSide() / size));
  }

  private static boolean isLarger(final Scale scale, final Scale reference) {
    return !scale.approach() && scale.size().longSide() > reference.size().longSide();
  }

  /** Returns the layers to monitor that the network evaluates in any case. */
  private static Set<Vgg19Layer> evaluated(final TransferSettings settings) {
    return MONITORED.keySet().stream()
        .filter(layer -> layer.compareTo(settings.deepestLayer()) <= 0)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Returns the layers whose distances {@link #follow} needs at a scale. */
  Set<Vgg19Layer> monitored(final Scale scale) {
    final boolean needed = larger.contains(scale) || reference.filter(scale::equals).isPresent();
    return needed && !larger.isEmpty() ? layers : Set.of();
  }

  /** Returns the present factor of the content weight. */
  double factor() {
    return factor;
  }

  /**
   * Updates the factor after an evaluation.
   *
   * @param scale scale of the evaluation
   * @param evaluated number of earlier evaluations at the scale
   * @param terms result of the evaluation
   */
  void follow(final Scale scale, final int evaluated, final LossTerms terms) {
    final double distance = distance(terms.monitored());
    if (reference.filter(scale::equals).isPresent()) referenceDistance = distance;
    // A distance of 0 has no logarithm; it occurs if the style is the content.
    final boolean known = referenceDistance > 0 && distance > 0;
    if (!held && larger.contains(scale) && 2 * evaluated >= scale.evaluations() && known)
      adjust(distance);
  }

  /**
   * Keeps the factor from now on, because the user changed the content weight. The balance would
   * undo a change that the reference distance does not contain.
   *
   * @param scale scale at which the user changed the weight
   */
  void hold(final Scale scale) {
    held |= larger.contains(scale);
  }

  /** Computes the weighted geometric mean of some distances, 0 if there are none. */
  private static double distance(final Map<Vgg19Layer, Double> distances) {
    double logarithm = 0;
    double weights = 0;
    for (final Map.Entry<Vgg19Layer, Double> entry : distances.entrySet()) {
      final double weight = MONITORED.get(entry.getKey());
      logarithm += weight * Math.log(entry.getValue());
      weights += weight;
    }
    return weights == 0 ? 0 : Math.exp(logarithm / weights);
  }

  private void adjust(final double distance) {
    final double target = referenceDistance * Math.pow(factor, LEAN);
    final double followed = factor * Math.pow(target / distance, GAIN);
    factor = Math.max(1 / LARGEST_FACTOR, Math.min(LARGEST_FACTOR, followed));
  }

  /** Stores the state that later updates depend on. */
  void save(final Snapshot<TensorVector> snapshot) {
    snapshot.put("balance.wanted", referenceDistance);
    snapshot.put("balance.factor", factor);
    snapshot.put("balance.held", held ? 1 : 0);
  }

  /** Replaces the state by that of another balance. */
  void restore(final Snapshot<TensorVector> snapshot) {
    referenceDistance = snapshot.number("balance.wanted");
    factor = snapshot.number("balance.factor");
    held = snapshot.numbers().getOrDefault("balance.held", 0.0) == 1;
  }
}
