package sc.fiji.styletransfer.objective;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import sc.fiji.styletransfer.features.FeatureExtractor;
import sc.fiji.styletransfer.loss.LayerLoss;
import sc.fiji.styletransfer.loss.LossTerms;
import sc.fiji.styletransfer.loss.LossWeighting;
import sc.fiji.styletransfer.network.Vgg19Layer;
import sc.fiji.styletransfer.optimise.Objective;
import sc.fiji.styletransfer.picture.PictureSize;
import sc.fiji.styletransfer.pixels.TensorVector;
import sc.fiji.styletransfer.tensor.GradientTape;
import sc.fiji.styletransfer.tensor.Scaled;
import sc.fiji.styletransfer.tensor.TensorSession;
import sc.fiji.styletransfer.tile.Tile;
import sc.fiji.styletransfer.tile.TiledFeatures;

/**
 * The same function as {@link PerceptualLoss} with the same gradient, found tile by tile in memory
 * that depends on the tile and not on the picture.
 *
 * <p>With S_l = Σ_t S_l(tile t) the statistic of layer loss l, the gradient is Σ_t ∂/∂x Σ_l
 * ⟨∂L/∂S_l, S_l(tile t)⟩. A first pass over the tiles sums the statistics without gradient, the
 * small derivatives ∂L/∂S_l follow, and a second pass back-propagates one tile at a time and adds
 * what it finds for the pixels shown to the gradient of the whole. Tiles have no say of their own,
 * so there are no seams; the price is a second forward pass and the pixels shown twice.
 */
public final class TiledPerceptualLoss implements Objective<TensorVector>, AutoCloseable {

  private final TensorSession session;
  private final PerceptualLoss.Losses losses;
  private final Tiling tiling;
  private final TiledFeatures survey;

  /**
   * The loss found in tiles, or at once where there are to be none.
   *
   * @param session to compute in
   * @param eye the network, and how pixels enter it
   * @param losses the terms, owned by the loss from now on
   * @param tiling how the picture is cut, with a side of 0 not at all, and who is told the terms
   * @return the same function either way
   */
  public static Objective<TensorVector> of(
      final TensorSession session,
      final FeatureExtractor eye,
      final PerceptualLoss.Losses losses,
      final Tiling tiling) {
    return tiling.side() == 0
        ? new PerceptualLoss(session, eye, losses, tiling)
        : new TiledPerceptualLoss(session, eye, losses, tiling);
  }

  /**
   * @param session to compute in
   * @param eye the network, and how pixels enter it
   * @param losses the terms, owned by this object from now on
   * @param tiling how the picture is cut, and who is told the terms of each evaluation
   */
  TiledPerceptualLoss(
      final TensorSession session,
      final FeatureExtractor eye,
      final PerceptualLoss.Losses losses,
      final Tiling tiling) {
    this.session = session;
    this.losses = losses;
    this.tiling = tiling;
    survey = new TiledFeatures(eye, tiling.side());
  }

  /**
   * @param side of a tile at most, in pixels; for {@link #of} 0 for the whole picture
   * @param terms told the terms of each evaluation
   * @param emphasis what counts at present
   */
  public record Tiling(int side, Consumer<LossTerms> terms, Supplier<LossWeighting> emphasis) {

    /** Everything counts as its weight says. */
    public Tiling(final int side, final Consumer<LossTerms> terms) {
      this(side, terms, () -> LossWeighting.NONE);
    }
  }

  @Override
  public double evaluate(final TensorVector x, final TensorVector gradient) {
    final LossTerms features =
        new Evaluation(tiling.emphasis().get()).gradient(x.array(), gradient);
    final LossTerms value =
        features.withPixels(losses.pixels().addTo(session, x.array(), gradient.array()));
    tiling.terms().accept(value);
    return value.total();
  }

  /** One evaluation of the terms on features. */
  private final class Evaluation {

    private final double lead;
    private final List<LayerLoss> content;
    private final List<LayerLoss> style;
    private final List<LayerLoss> watched;
    private final List<LayerLoss> minimised;
    private final List<LayerLoss> onFeatures;
    private final Set<Vgg19Layer> layers;

    private Evaluation(final LossWeighting emphasis) {
      final PerceptualLoss.Losses present = losses.emphasised(emphasis);
      lead = emphasis.contentLead();
      content = present.content();
      style = present.style();
      watched = present.watched();
      minimised = present.onFeatures().toList();
      onFeatures = Stream.concat(minimised.stream(), watched.stream()).toList();
      layers = present.layers();
    }

    private LossTerms gradient(final NDArray picture, final TensorVector gradient) {
      try (NDManager step = session.manager().newSubManager();
          NDArray zero = picture.zerosLike()) {
        final List<NDArray> statistics = gather(picture, step);
        final List<NDArray> decisive = statistics.subList(0, minimised.size());
        final LossTerms terms =
            differentiate(decisive)
                .withWatched(watch(statistics.subList(minimised.size(), statistics.size())));
        gradient.set(zero);
        final List<NDArray> derivatives = decisive.stream().map(NDArray::getGradient).toList();
        for (final Tile tile : survey.tiles(PictureSize.of(picture), layers))
          propagate(picture, tile, derivatives, gradient.array());
        return terms;
      }
    }

    /** The statistics of all losses for the whole picture. */
    private List<NDArray> gather(final NDArray picture, final NDManager step) {
      final NDArray[] sums = new NDArray[onFeatures.size()];
      survey.visit(
          picture,
          layers,
          (tile, layer, counted) -> {
            for (final int i : lossesOn(layer, onFeatures))
              try (NDArray addend = onFeatures.get(i).statistic(counted, tile.positions(layer))) {
                if (sums[i] == null) sums[i] = keep(addend, step);
                else sums[i].addi(addend);
              }
          });
      return List.of(sums);
    }

    /** Leaves the derivative of the loss with each statistic. */
    private LossTerms differentiate(final List<NDArray> statistics) {
      statistics.forEach(statistic -> statistic.setRequiresGradient(true));
      try (GradientTape tape = session.record()) {
        final NDArray contentSum = values(content, statistics.subList(0, content.size()));
        final NDArray styleSum =
            values(style, statistics.subList(content.size(), statistics.size()));
        final NDArray total = sum(led(contentSum), styleSum);
        tape.backward(total);
        return new LossTerms(number(contentSum), number(styleSum));
      }
    }

    private Map<Vgg19Layer, Double> watch(final List<NDArray> statistics) {
      final MonitoredDistances distances = new MonitoredDistances();
      for (int i = 0; i < watched.size(); i++)
        distances.add(watched.get(i).layer(), watched.get(i).value(statistics.get(i)));
      return distances.numbers();
    }

    /** Adds the tile's part of the derivative with its pixels. */
    private void propagate(
        final NDArray picture,
        final Tile tile,
        final List<NDArray> derivatives,
        final NDArray gradient) {
      try (NDManager here = session.manager().newSubManager();
          NDArray pixels = tile.cut(picture, here)) {
        pixels.setRequiresGradient(true);
        try (GradientTape tape = session.record()) {
          tape.backward(weighted(pixels, tile, derivatives));
        }
        try (NDArray found = pixels.getGradient();
            NDArray place = tile.shown().of(gradient)) {
          place.addi(found);
        }
      }
    }

    /** Σ_l ⟨∂L/∂S_l, S_l(tile)⟩; of the activations only the tape keeps what the way back needs. */
    private NDArray weighted(
        final NDArray pixels, final Tile tile, final List<NDArray> derivatives) {
      final List<NDArray> products = new ArrayList<>();
      survey.look(
          pixels,
          tile,
          layers,
          (there, layer, counted) -> {
            for (final int i : lossesOn(layer, minimised))
              products.add(
                  minimised
                      .get(i)
                      .statistic(counted, there.positions(layer))
                      .mul(derivatives.get(i))
                      .sum());
          });
      return products.stream().reduce(NDArray::add).orElseThrow();
    }

    /** The places of a layer's losses in a list. */
    private static int[] lossesOn(final Vgg19Layer layer, final List<LayerLoss> losses) {
      return IntStream.range(0, losses.size())
          .filter(i -> losses.get(i).layer() == layer)
          .toArray();
    }

    private NDArray led(final NDArray contentSum) {
      return contentSum == null ? null : Scaled.times(contentSum, lead);
    }
  }

  private static NDArray keep(final NDArray array, final NDManager manager) {
    final NDArray kept = array.duplicate();
    kept.attach(manager);
    return kept;
  }

  private static NDArray values(final List<LayerLoss> losses, final List<NDArray> statistics) {
    NDArray sum = null;
    for (int i = 0; i < losses.size(); i++) sum = sum(sum, losses.get(i).value(statistics.get(i)));
    return sum;
  }

  private static NDArray sum(final NDArray a, final NDArray b) {
    if (a == null) return b;
    return b == null ? a : a.add(b);
  }

  private static double number(final NDArray scalar) {
    return scalar == null ? 0 : scalar.getFloat();
  }

  @Override
  public void close() {
    losses.close();
  }
}
