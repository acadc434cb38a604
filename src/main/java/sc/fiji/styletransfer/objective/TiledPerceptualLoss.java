package sc.fiji.styletransfer.objective;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import sc.fiji.styletransfer.features.FeatureExtractor;
import sc.fiji.styletransfer.loss.FeatureLoss;
import sc.fiji.styletransfer.loss.LayerLoss;
import sc.fiji.styletransfer.loss.LossWeighting;
import sc.fiji.styletransfer.network.Vgg19Layer;
import sc.fiji.styletransfer.optimise.Objective;
import sc.fiji.styletransfer.picture.PictureSize;
import sc.fiji.styletransfer.pixels.TensorVector;
import sc.fiji.styletransfer.tensor.GradientTape;
import sc.fiji.styletransfer.tensor.TensorSession;
import sc.fiji.styletransfer.tile.Tile;
import sc.fiji.styletransfer.tile.TiledFeatures;

/**
 * The same function as {@link PerceptualLoss} with the same gradient, evaluated tile by tile. The
 * memory depends on the size of a tile and not on the size of the picture.
 *
 * <p>Let S_l = Σ_t S_l(tile t) be the statistic of the layer loss l. The gradient is Σ_t ∂/∂x Σ_l
 * ⟨∂L/∂S_l, S_l(tile t)⟩. A first pass over the tiles sums the statistics without recording
 * gradients. The small derivatives ∂L/∂S_l follow from the sums. A second pass back-propagates one
 * tile at a time and adds the derivatives of its padded pixels to the gradient of the picture. The
 * loss is never split by tiles, so that no seams appear. The cost is a second forward pass and the
 * repeated evaluation of the pixels around each tile.
 */
final class TiledPerceptualLoss implements Objective<TensorVector> {

  private final TensorSession session;
  private final Losses losses;
  private final Evaluation evaluation;
  private final TiledFeatures tiledFeatures;

  /**
   * @param session that computes
   * @param extractor of the features
   * @param losses the terms; not closed by this object
   * @param evaluation tile side, weighting and listener
   */
  TiledPerceptualLoss(
      final TensorSession session,
      final FeatureExtractor extractor,
      final Losses losses,
      final Evaluation evaluation) {
    this.session = session;
    this.losses = losses;
    this.evaluation = evaluation;
    tiledFeatures = new TiledFeatures(extractor, evaluation.tileSide());
  }

  @Override
  public DoubleSupplier begin(final TensorVector x, final TensorVector gradient) {
    final LossWeighting weighting = evaluation.weighting().get();
    final PendingTerms terms = new TwoPasses(weighting).gradient(x.array(), gradient);
    return () -> evaluation.report(terms.read(), weighting);
  }

  /** One evaluation of the terms on features. */
  private final class TwoPasses {

    private final LossWeighting weighting;
    private final List<FeatureLoss> content;
    private final List<FeatureLoss> style;
    private final List<LayerLoss> monitored;
    private final List<FeatureLoss> minimised;
    private final List<FeatureLoss> all;
    private final Set<Vgg19Layer> layers;

    private TwoPasses(final LossWeighting weighting) {
      final Losses included = losses.included(weighting);
      this.weighting = weighting;
      content = included.content();
      style = included.style();
      monitored = included.monitored();
      minimised = included.onFeatures().toList();
      all = Stream.<FeatureLoss>concat(minimised.stream(), monitored.stream()).toList();
      layers = included.layers();
    }

    private PendingTerms gradient(final NDArray picture, final TensorVector gradient) {
      try (NDManager step = session.manager().newSubManager();
          NDArray zero = picture.zerosLike()) {
        final List<NDArray> statistics = statistics(picture, step);
        final List<NDArray> ofMinimised = statistics.subList(0, minimised.size());
        final Optional<NDArray> ofContent;
        final Optional<NDArray> ofStyle;
        ofMinimised.forEach(statistic -> statistic.setRequiresGradient(true));
        // The loss as a function of the statistics, and its derivative with respect to each.
        try (GradientTape tape = session.record()) {
          ofContent = values(content, ofMinimised.subList(0, content.size()));
          ofStyle = values(style, ofMinimised.subList(content.size(), minimised.size()));
          tape.backward(weighting.total(ofContent, ofStyle));
        }
        gradient.set(zero);
        final List<NDArray> derivatives = ofMinimised.stream().map(NDArray::getGradient).toList();
        for (final Tile tile : tiledFeatures.tiles(PictureSize.of(picture), layers))
          backPropagate(picture, tile, derivatives, gradient.array());
        return new PendingTerms(
            ofContent,
            ofStyle,
            losses.pixels().addTo(session, picture, gradient.array(), step),
            distances(statistics.subList(minimised.size(), statistics.size())),
            session.manager());
      }
    }

    /** First pass: computes the statistics of all losses for the whole picture. */
    private List<NDArray> statistics(final NDArray picture, final NDManager step) {
      final NDArray[] sums = new NDArray[all.size()];
      tiledFeatures.visit(
          picture,
          layers,
          (tile, layer, features) -> {
            for (final int i : indicesOf(layer, all))
              try (NDArray addend = all.get(i).statistic(layer, features, tile.positions(layer))) {
                if (sums[i] == null) sums[i] = copy(addend, step);
                else sums[i].addi(addend);
              }
          });
      return List.of(sums);
    }

    private Map<Vgg19Layer, NDArray> distances(final List<NDArray> statistics) {
      final MonitoredDistances distances = new MonitoredDistances();
      for (int i = 0; i < monitored.size(); i++)
        distances.add(monitored.get(i).layer(), monitored.get(i).value(statistics.get(i)));
      return distances.values();
    }

    /** Second pass: adds the derivative with respect to the padded pixels of one tile. */
    private void backPropagate(
        final NDArray picture,
        final Tile tile,
        final List<NDArray> derivatives,
        final NDArray gradient) {
      try (NDManager tileManager = session.manager().newSubManager();
          NDArray pixels = tile.crop(picture, tileManager)) {
        pixels.setRequiresGradient(true);
        try (GradientTape tape = session.record()) {
          tape.backward(weightedStatistics(pixels, tile, derivatives));
        }
        try (NDArray derivative = pixels.getGradient();
            NDArray part = tile.padded().of(gradient)) {
          part.addi(derivative);
        }
      }
    }

    /**
     * Computes Σ_l ⟨∂L/∂S_l, S_l(tile)⟩. Of the activations, only those that the backward pass
     * needs stay in memory, held by the tape.
     */
    private NDArray weightedStatistics(
        final NDArray pixels, final Tile tile, final List<NDArray> derivatives) {
      final List<NDArray> products = new ArrayList<>();
      tiledFeatures.visitTile(
          pixels,
          tile,
          layers,
          (part, layer, features) -> {
            for (final int i : indicesOf(layer, minimised))
              products.add(
                  minimised
                      .get(i)
                      .statistic(layer, features, part.positions(layer))
                      .mul(derivatives.get(i))
                      .sum());
          });
      return products.stream().reduce(NDArray::add).orElseThrow();
    }

    /** Returns the indices of a layer's losses in a list. */
    private static int[] indicesOf(final Vgg19Layer layer, final List<FeatureLoss> losses) {
      return IntStream.range(0, losses.size())
          .filter(i -> losses.get(i).layers().contains(layer))
          .toArray();
    }
  }

  private static NDArray copy(final NDArray array, final NDManager manager) {
    final NDArray copy = array.duplicate();
    copy.attach(manager);
    return copy;
  }

  /** Returns the sum of the values of some losses, if there are any. */
  private static Optional<NDArray> values(
      final List<FeatureLoss> losses, final List<NDArray> statistics) {
    return IntStream.range(0, losses.size())
        .mapToObj(i -> losses.get(i).value(statistics.get(i)))
        .reduce(NDArray::add);
  }
}
