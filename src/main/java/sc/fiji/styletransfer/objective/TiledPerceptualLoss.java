package sc.fiji.styletransfer.objective;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.Set;
import java.util.function.DoubleSupplier;
import sc.fiji.styletransfer.features.FeatureExtractor;
import sc.fiji.styletransfer.loss.LossWeighting;
import sc.fiji.styletransfer.network.Vgg19Layer;
import sc.fiji.styletransfer.optimise.Objective;
import sc.fiji.styletransfer.picture.PictureSize;
import sc.fiji.styletransfer.pixels.TensorVector;
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

    private final StatisticLoss loss;
    private final TilePasses passes;
    private final Set<Vgg19Layer> layers;

    private TwoPasses(final LossWeighting weighting) {
      final Losses included = losses.included(weighting);
      loss = new StatisticLoss(session, included, weighting);
      layers = included.layers();
      passes = new TilePasses(session, tiledFeatures, loss.terms(), layers);
    }

    private PendingTerms gradient(final NDArray picture, final TensorVector gradient) {
      try (NDManager step = session.manager().newSubManager();
          NDArray zero = picture.zerosLike()) {
        final List<NDArray> statistics = statistics(picture, step);
        final StatisticLoss.Values values = loss.differentiate(statistics);
        gradient.set(zero);
        final List<NDArray> derivatives =
            loss.minimised(statistics).stream().map(NDArray::getGradient).toList();
        for (final Tile tile : tiledFeatures.tiles(PictureSize.of(picture), layers))
          backPropagate(picture, tile, derivatives, gradient.array());
        return values.pending(
            losses.pixels().addTo(session, picture, gradient.array(), step), session.manager());
      }
    }

    /** First pass: computes the statistics of all losses for the whole picture. */
    private List<NDArray> statistics(final NDArray picture, final NDManager step) {
      final NDArray[] sums = new NDArray[loss.terms().size()];
      for (final Tile tile : tiledFeatures.tiles(PictureSize.of(picture), layers))
        try (NDManager tileManager = picture.getManager().newSubManager();
            NDArray pixels = tile.crop(picture, tileManager)) {
          passes.statistics(
              pixels,
              tile,
              (i, addend) -> {
                if (sums[i] == null) sums[i] = copy(addend, step);
                else sums[i].addi(addend);
              });
        }
      return List.of(sums);
    }

    /** Second pass: adds the derivative with respect to the padded pixels of one tile. */
    private void backPropagate(
        final NDArray picture,
        final Tile tile,
        final List<NDArray> derivatives,
        final NDArray gradient) {
      try (NDManager tileManager = session.manager().newSubManager();
          NDArray pixels = tile.crop(picture, tileManager);
          NDArray derivative = passes.derivative(pixels, tile, derivatives);
          NDArray part = tile.padded().of(gradient)) {
        part.addi(derivative);
      }
    }
  }

  private static NDArray copy(final NDArray array, final NDManager manager) {
    final NDArray copy = array.duplicate();
    copy.attach(manager);
    return copy;
  }
}
