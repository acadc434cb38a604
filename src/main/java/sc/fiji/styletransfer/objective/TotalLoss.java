package sc.fiji.styletransfer.objective;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import sc.fiji.styletransfer.features.ResponseScale;
import sc.fiji.styletransfer.loss.ContentFormula;
import sc.fiji.styletransfer.loss.ContentTotal;
import sc.fiji.styletransfer.loss.LayerLoss;
import sc.fiji.styletransfer.loss.LossTerms;
import sc.fiji.styletransfer.loss.LossWeighting;
import sc.fiji.styletransfer.loss.StyleStatistic;
import sc.fiji.styletransfer.network.Vgg19Layer;
import sc.fiji.styletransfer.picture.PictureSize;
import sc.fiji.styletransfer.pixels.TensorVector;
import sc.fiji.styletransfer.region.EdgeFade;
import sc.fiji.styletransfer.settings.Settings;
import sc.fiji.styletransfer.tensor.TensorSession;
import sc.fiji.styletransfer.tile.Tile;

/**
 * The loss of a whole picture as a function of the statistics that machines with {@link
 * TileEvaluator}s compute.
 */
public final class TotalLoss implements AutoCloseable {

  /**
   * A style picture, evaluated.
   *
   * @param size of the picture
   * @param statistics sum of {@link TileEvaluator#styleStatistics} over its tiles
   * @param share of this picture in the style
   */
  public record Style(PictureSize size, float[] statistics, double share) {}

  /**
   * One evaluation.
   *
   * @param terms of the loss, without those on pixels
   * @param derivatives of the loss with respect to the statistics, for {@link
   *     TileEvaluator#gradient}
   */
  public record Outcome(LossTerms terms, float[] derivatives) {}

  private final TensorSession session;
  private final NDManager owner;
  private final TileTerms terms;
  private final List<LayerLoss> content = new ArrayList<>();
  private final List<LayerLoss> style = new ArrayList<>();
  private final List<LayerLoss> monitored = new ArrayList<>();

  /**
   * Computes the targets.
   *
   * @param session that computes
   * @param terms of the loss
   * @param scale of the network's responses
   * @param size of the whole picture
   * @param energies sums of the squared content features, by content layer
   * @param styles the style pictures
   */
  public TotalLoss(
      final TensorSession session,
      final TileTerms terms,
      final ResponseScale scale,
      final PictureSize size,
      final double[] energies,
      final List<Style> styles) {
    this.session = session;
    this.terms = terms;
    owner = session.manager().newSubManager();
    addContent(scale, size, energies);
    addStyle(scale, size, styles);
  }

  private void addContent(
      final ResponseScale scale, final PictureSize size, final double[] energies) {
    final ContentFormula formula = terms.settings().get(Settings.CONTENT_FORMULA);
    terms
        .content(scale)
        .forEach(
            (layer, weight) -> {
              final double count =
                  (double) terms.widths().features(layer) * size.positionsAt(layer);
              final double energy = energies[content.size()];
              content.add(new ContentTotal(layer, weight * formula.factor(count, energy)));
            });
  }

  private void addStyle(
      final ResponseScale scale, final PictureSize size, final List<Style> styles) {
    final Map<Vgg19Layer, Double> weights = terms.style(scale);
    int index = 0;
    for (final Vgg19Layer layer : terms.styleLayers(true))
      style.add(
          loss(index++, layer, weights.get(layer), terms.statistic(), terms.fade(), size, styles));
    for (final Vgg19Layer layer : terms.monitored())
      monitored.add(loss(index++, layer, 1, TileTerms.DISTANCE, EdgeFade.NONE, size, styles));
  }

  private LayerLoss loss(
      final int index,
      final Vgg19Layer layer,
      final double weight,
      final StyleStatistic statistic,
      final EdgeFade fade,
      final PictureSize size,
      final List<Style> styles) {
    final NDArray target = owner.zeros(statistic.shape(terms.widths().features(layer)));
    for (final Style each : styles) {
      final List<Shape> shapes = terms.styleShapes(true);
      final List<NDArray> sums = StatisticArray.tensors(each.statistics(), shapes, owner);
      try (var mask = fade.forLayer(layer, each.size(), owner)) {
        final NDArray sum = sums.get(index);
        sum.muli(
            each.share() / statistic.divisor(terms.widths().features(layer), mask.positions()));
        target.addi(sum);
      }
      sums.forEach(NDArray::close);
    }
    return statistic.loss(layer, target, weight, fade.forLayer(layer, size, owner));
  }

  /**
   * Evaluates the loss.
   *
   * @param statistics sum of {@link TileEvaluator#statistics} over all tiles
   * @param weighting of the evaluation
   * @return the terms and the derivatives
   */
  public Outcome evaluate(final float[] statistics, final LossWeighting weighting) {
    final boolean deep = weighting.includesDeepLayers();
    try (NDManager step = owner.newSubManager()) {
      final Losses losses = new Losses(content, style, monitored, null).included(weighting);
      final StatisticLoss loss = new StatisticLoss(session, losses, weighting);
      final List<NDArray> tensors = StatisticArray.tensors(statistics, terms.shapes(deep), step);
      final PendingTerms values =
          loss.differentiate(tensors).pending(Optional.empty(), session.manager());
      return new Outcome(
          values.read(),
          StatisticArray.array(
              loss.minimised(tensors).stream().map(NDArray::getGradient).toList()));
    }
  }

  /**
   * Adds the gradient of a tile to that of the picture.
   *
   * @param part result of {@link TileEvaluator#gradient}
   * @param tile of the picture
   * @param gradient of the picture
   * @return the tile's part of the terms on pixels
   */
  public static double addGradient(
      final float[] part, final Tile tile, final TensorVector gradient) {
    final int length = part.length - 1;
    final Shape shape = new Shape(1, 3, tile.padded().height(), tile.padded().width());
    try (NDArray derivative =
            gradient.array().getManager().create(Arrays.copyOf(part, length), shape);
        NDArray place = tile.padded().of(gradient.array())) {
      place.addi(derivative);
    }
    return part[length];
  }

  /** Frees the targets. */
  @Override
  public void close() {
    style.forEach(LayerLoss::close);
    monitored.forEach(LayerLoss::close);
    owner.close();
  }
}
