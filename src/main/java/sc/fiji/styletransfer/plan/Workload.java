package sc.fiji.styletransfer.plan;

import java.util.Comparator;
import sc.fiji.styletransfer.neighbour.NeighbourLossBuilder;
import sc.fiji.styletransfer.network.Vgg19Layer;
import sc.fiji.styletransfer.settings.Algorithm;
import sc.fiji.styletransfer.settings.Preconditioning;
import sc.fiji.styletransfer.settings.Settings;
import sc.fiji.styletransfer.settings.TransferSettings;

/**
 * What one scale of a run asks of a device. {@link TimeModel} converts it to seconds.
 *
 * @param evaluations number of evaluations, each with its calls of the engine
 * @param operations floating point operations of the network, targets and corrections included
 * @param elements numbers of vectors that are read and written apart from the network
 * @param products floating point operations of matrix products apart from the network
 */
record Workload(double evaluations, double operations, double elements, double products) {

  /**
   * Operations of a convolution in the time that a pass takes for each number of the activations
   * apart from convolutions: ReLU, pooling, style statistics, and less efficient layers. Measured
   * with VGG19 and the built-in network.
   */
  private static final double PER_NUMBER = 1000;

  private static final double PER_NUMBER_IN_MIXED = 800;

  /** Time of an operation in single precision relative to one in mixed precision. */
  private static final double SINGLE_IN_MIXED = 2;

  /** Pixels up to which the activations of a layer stay in the caches of a processor. */
  private static final double CACHED = 512 * 384;

  /** Four times as many pixels, or more, take longer for each pixel by this fraction. */
  private static final double UNCACHED = 0.25;

  /** Evaluations between two corrections of a run in mixed precision. */
  private static final double CORRECTION_INTERVAL = 25;

  /** The same while deep layers are left out. */
  private static final double EARLY_CORRECTION_INTERVAL = 100;

  /** Operations of the matrix roots of one evaluation of the Wasserstein distance. */
  private static final double ROOTS = 2.5e10;

  /** Vectors that L-BFGS reads or writes for each pair of its history: two products, two sums. */
  private static final double LBFGS_PER_PAIR = 10;

  private static final double LBFGS_FIXED = 20;
  private static final double ADAM = 12;

  /** Equivalent of the Fourier transforms, which go through the picture many times. */
  private static final double SPECTRUM = 60;

  /** Reading the history from a file takes longer by this factor. */
  private static final double FILE = 8;

  private static final int COLOURS = 3;

  /**
   * How a run evaluates the network and stores its history.
   *
   * @param passes forward and backward passes per evaluation, overlap of tiles included
   * @param together pixels that are evaluated together, of the picture or of a tile
   * @param historyInFile whether the history of L-BFGS is in a file
   * @param last whether the scale has the size of the result
   */
  record Manner(double passes, double together, boolean historyInFile, boolean last) {}

  /** Computes the workload of one scale. */
  static Workload of(final Scale scale, final MemoryDemand demand, final Manner manner) {
    final TransferSettings settings = demand.settings();
    final double n = scale.evaluations();
    final double pixels = scale.size().pixels();
    final boolean mixed = settings.isMixed();
    final double single = mixed ? SINGLE_IN_MIXED : 1;
    final double corrections = mixed ? 1 + n * correctionsPerEvaluation(settings) : 0;
    final double content = manner.passes() > 2 ? manner.passes() / 3 : 1;
    final double perPass =
        pixels * perPixel(scale, demand, manner.last()) * caching(manner.together());
    // The rounds of splitting keep the targets.
    final double targets = scale.phase() == Phase.SPLITTING ? 0 : 2 * single;
    final double network =
        perPass * (n * manner.passes() + content * (corrections * (single + 1) + targets));
    final MatchingDemand matching = new MatchingDemand(settings, demand.widths());
    return new Workload(
        n,
        network
            + (scale.approach() ? n * ROOTS * single : 0)
            + (single * matching.stylePasses(scale) + matching.matchedPasses(scale))
                * demand.overlap(NeighbourLossBuilder.LARGEST_TILE)
                * pixels
                * perPixel(demand, settings.deepestLayer()),
        n
            * (pixels * COLOURS * vectors(n, settings, manner.historyInFile())
                + matching.elements(scale.size())),
        matching.products(scale.size()) + n * matching.productsOfEvaluation(scale.size()));
  }

  private static double caching(final double together) {
    final double quadruplings = Math.log(together / CACHED) / Math.log(4);
    return 1 + UNCACHED * Math.max(0, Math.min(1, quadruplings));
  }

  private static double correctionsPerEvaluation(final TransferSettings settings) {
    final double early = settings.get(Settings.DEEP_FROM);
    return early / EARLY_CORRECTION_INTERVAL + (1 - early) / CORRECTION_INTERVAL;
  }

  /** Returns the operations of a forward pass up to a layer. */
  private static double perPixel(final MemoryDemand demand, final Vgg19Layer deepest) {
    double numbers = 0;
    for (final Vgg19Layer layer : Vgg19Layer.values())
      if (layer.compareTo(deepest) <= 0)
        numbers += demand.widths().channels(layer) * MemoryDemand.positionsPerPixel(layer);
    final double each = demand.settings().isMixed() ? PER_NUMBER_IN_MIXED : PER_NUMBER;
    return demand.operationsPerPixel(deepest) + each * numbers;
  }

  /** Returns the operations of a forward pass, fewer while deep layers are left out. */
  private static double perPixel(final Scale scale, final MemoryDemand demand, final boolean last) {
    final TransferSettings settings = demand.settings();
    final double all = perPixel(demand, settings.deepestLayer());
    final double deepFrom = settings.get(Settings.DEEP_FROM);
    if (deepFrom == 0 || settings.get(Settings.CONTENT_LAYERS).byLayer().isEmpty()) return all;
    final Vgg19Layer deepest =
        settings.get(Settings.CONTENT_LAYERS).byLayer().keySet().stream()
            .max(Comparator.naturalOrder())
            .orElseThrow();
    final double shallowPart = last && !scale.approach() ? deepFrom : 1;
    return shallowPart * perPixel(demand, deepest) + (1 - shallowPart) * all;
  }

  private static double vectors(
      final double n, final TransferSettings settings, final boolean historyInFile) {
    if (settings.get(Settings.OPTIMIZER) == Algorithm.ADAM) return ADAM;
    final double history = settings.get(Settings.HISTORY);
    final double mean = n <= history ? n / 2 : history - history * history / (2 * n);
    final boolean spectral = settings.get(Settings.PRECONDITIONER) == Preconditioning.SPECTRAL;
    return mean * LBFGS_PER_PAIR * (historyInFile ? FILE : 1)
        + LBFGS_FIXED
        + (spectral ? 2 * SPECTRUM : 0);
  }
}
