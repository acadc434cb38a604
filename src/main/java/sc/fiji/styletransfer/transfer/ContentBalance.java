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
 * Keeps the balance of content and style as pictures grow. The larger a picture, the smaller the
 * part of it that a layer sees at once, and what the style may change there differs from pair to
 * pair, so that no weight holds for all sizes. Instead, the style's distance is held: what it is at
 * the end of a scale of moderate size, it is to be at the larger ones, too, and the content's
 * factor f follows by f ← f·(d₀·f^0.05/d)^0.1 after each evaluation in the second half of a scale.
 *
 * <p>What is not watched changes a little more than what is, in the direction in which f had to go;
 * f^0.05 makes up for that.
 *
 * <p>The distance d is the weighted geometric mean of the relative Gram distances at two layers
 * that are watched and not fitted: what is fitted comes close at any size and tells little. The
 * weights are those by which d foretells best what a judge finds at yet other layers ({@link
 * Judge}; benchmark/results.md).
 */
public final class ContentBalance {

  /** Small enough for the picture, which takes some ten evaluations to answer, to keep up. */
  private static final double GAIN = 0.1;

  /** How much closer than d₀ is asked for as the content gives way. */
  private static final double LEAN = 0.05;

  /** What f is at most, and 1/f. */
  private static final double MOST = 10;

  private static final Map<Vgg19Layer, Double> WATCHED =
      Map.of(Vgg19Layer.CONV3_2, 0.3, Vgg19Layer.CONV4_2, 0.7);

  private final Set<Vgg19Layer> layers;
  private final List<Scale> larger;
  private final Optional<Scale> reference;
  private double wanted;
  private double seen;
  private double factor = 1;

  /**
   * @param schedule of the run
   * @param settings say at which size the content's weight is meant
   */
  ContentBalance(final Schedule schedule, final TransferSettings settings) {
    final int size = settings.get(Settings.REFERENCE_SIDE);
    reference =
        schedule.scales().stream()
            .filter(scale -> isNear(size, scale))
            .min(Comparator.comparingDouble(scale -> apart(size, scale)));
    larger =
        reference.stream()
            .flatMap(there -> schedule.scales().stream().filter(s -> isLarger(s, there)))
            .toList();
    layers = evaluated(settings);
  }

  /** There is a scale as near as the next one is, unless all are larger or smaller. */
  private static boolean isNear(final int size, final Scale scale) {
    return size > 0 && !scale.approach() && apart(size, scale) < Math.log(Schedule.RATIO);
  }

  private static double apart(final int size, final Scale scale) {
    return Math.abs(Math.log((double) scale.size().longSide() / size));
  }

  private static boolean isLarger(final Scale scale, final Scale than) {
    return !scale.approach() && scale.size().longSide() > than.size().longSide();
  }

  /** Of the layers to be watched those as deep as the network is evaluated in any case. */
  private static Set<Vgg19Layer> evaluated(final TransferSettings settings) {
    return WATCHED.keySet().stream()
        .filter(layer -> layer.compareTo(settings.deepestLayer()) <= 0)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** The layers whose distance {@link #follow} needs to know at this scale. */
  Set<Vgg19Layer> watched(final Scale scale) {
    final boolean known = larger.contains(scale) || reference.filter(scale::equals).isPresent();
    return known && !larger.isEmpty() ? layers : Set.of();
  }

  /** How many times as much as its weight says the content counts. */
  double factor() {
    return factor;
  }

  /** Takes in what an evaluation found, the first of a scale being number 0. */
  void follow(final Scale scale, final int evaluated, final LossTerms terms) {
    final double distance = distance(terms.monitored());
    if (reference.filter(scale::equals).isPresent()) wanted = distance;
    if (!larger.contains(scale)) return;
    seen = distance;
    if (2 * evaluated >= scale.evaluations() && isKnown()) adjust();
  }

  /** The weighted geometric mean, 0 if nothing is watched. */
  private static double distance(final Map<Vgg19Layer, Double> watched) {
    double logarithm = 0;
    double weights = 0;
    for (final Map.Entry<Vgg19Layer, Double> entry : watched.entrySet()) {
      final double weight = WATCHED.get(entry.getKey());
      logarithm += weight * Math.log(entry.getValue());
      weights += weight;
    }
    return weights == 0 ? 0 : Math.exp(logarithm / weights);
  }

  private void adjust() {
    final double followed = factor * Math.pow(aim() / seen, GAIN);
    factor = Math.max(1 / MOST, Math.min(MOST, followed));
  }

  /** What d is to be. */
  private double aim() {
    return wanted * Math.pow(factor, LEAN);
  }

  /** A style without distance, as that of the content itself, asks for nothing. */
  private boolean isKnown() {
    return wanted > 0 && seen > 0;
  }

  /** Writes down what is needed to go on. */
  void save(final Snapshot<TensorVector> snapshot) {
    snapshot.put("balance.wanted", wanted);
    snapshot.put("balance.factor", factor);
  }

  /** Goes on where another was saved. */
  void restore(final Snapshot<TensorVector> snapshot) {
    wanted = snapshot.number("balance.wanted");
    factor = snapshot.number("balance.factor");
  }
}
