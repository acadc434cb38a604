package sc.fiji.styletransfer.transfer;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import sc.fiji.styletransfer.optimise.Snapshot;
import sc.fiji.styletransfer.weights.Vgg19Layer;

/**
 * Keeps the balance of content and style as pictures grow. The larger a picture, the smaller the
 * part of it that a layer sees at once, and what the style may change there differs from pair to
 * pair, so that no weight holds for all sizes. Instead, the style's distance is held: what it is at
 * the end of a scale of moderate size, it is to be at the larger ones, too, and the content's
 * factor f follows by f ← f·(d₀/d)^0.1 after each evaluation in the second half of a scale.
 *
 * <p>The distance d is that of one layer, the deepest of the style's that the content's layers
 * build on: there the two disagree most.
 */
final class ContentBalance {

  private static final double GAIN = 0.1;

  /** What f is at most, and 1/f. */
  private static final double MOST = 10;

  /** Part of d₀ by which d may differ without f having to follow. */
  private static final double TOLERATED = 0.05;

  private static final double RATIO = Math.sqrt(2);

  private final List<Scale> larger;
  private final Optional<Scale> reference;
  private final Optional<Vgg19Layer> layer;
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
            .min(Comparator.comparingDouble(scale -> distance(size, scale)));
    larger =
        reference.stream()
            .flatMap(there -> schedule.scales().stream().filter(s -> isLarger(s, there)))
            .toList();
    layer = disputed(settings);
  }

  /** Scales grow by √2, so that there is one as near as this unless all are larger or smaller. */
  private static boolean isNear(final int size, final Scale scale) {
    return size > 0 && !scale.approach() && distance(size, scale) < Math.log(RATIO);
  }

  private static double distance(final int size, final Scale scale) {
    return Math.abs(Math.log((double) scale.size().longSide() / size));
  }

  private static boolean isLarger(final Scale scale, final Scale than) {
    return !scale.approach() && scale.size().longSide() > than.size().longSide();
  }

  private static Optional<Vgg19Layer> disputed(final TransferSettings settings) {
    final Optional<Vgg19Layer> deepest =
        layers(settings, Settings.CONTENT_LAYERS).max(Comparator.naturalOrder());
    return deepest.flatMap(
        content ->
            layers(settings, Settings.STYLE_LAYERS)
                .filter(style -> style.compareTo(content) <= 0)
                .max(Comparator.naturalOrder()));
  }

  private static Stream<Vgg19Layer> layers(
      final TransferSettings settings, final Setting<LayerWeights> setting) {
    return settings.get(setting).byLayer().keySet().stream();
  }

  /** How many times as much as its weight says the content counts. */
  double factor() {
    return factor;
  }

  /** Takes in what an evaluation found, the first of a scale being number 0. */
  void follow(final Scale scale, final int evaluated, final LossTerms terms) {
    final double distance = layer.map(there -> terms.styles().get(there)).orElse(0.0);
    if (reference.filter(scale::equals).isPresent()) wanted = distance;
    if (!larger.contains(scale)) return;
    seen = distance;
    if (2 * evaluated >= scale.evaluations() && isKnown()) adjust();
  }

  private void adjust() {
    final double followed = factor * Math.pow(wanted / seen, GAIN);
    factor = Math.max(1 / MOST, Math.min(MOST, followed));
  }

  /** Whether a scale may end as far as this is concerned. */
  boolean holds(final Scale scale) {
    return !larger.contains(scale)
        || !isKnown()
        || Math.abs(seen / wanted - 1) <= TOLERATED
        || factor == MOST
        || factor == 1 / MOST;
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
