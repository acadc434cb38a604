package sc.fiji.styletransfer.region;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import sc.fiji.styletransfer.loss.LayerLoss;
import sc.fiji.styletransfer.loss.LayerMask;
import sc.fiji.styletransfer.loss.StyleStatistic;
import sc.fiji.styletransfer.network.Vgg19Layer;
import sc.fiji.styletransfer.picture.PictureSize;
import sc.fiji.styletransfer.tile.Tile;

/**
 * The style that one region of the content takes: for each layer, the weighted mean of the
 * statistics of its sources.
 */
public final class RegionStyle implements AutoCloseable {

  /**
   * A style picture, or a region of it, from which style is taken.
   *
   * @param style index of the style picture
   * @param region in the style picture; the whole picture if empty
   * @param share of this source in the weighted mean
   */
  public record Source(int style, Optional<RegionMask> region, double share) {}

  private final Optional<RegionMask> region;
  private final List<Source> sources;
  private final double weight;
  private final Map<Vgg19Layer, NDArray> targets = new EnumMap<>(Vgg19Layer.class);

  /** Masks of the sources by layer, computed once and used for all tiles of a picture. */
  private final Map<Source, Map<Vgg19Layer, LayerMask>> sourceMasks = new HashMap<>();

  /**
   * @param region in the content; the whole content if empty
   * @param sources of the style
   * @param weight of this region relative to the others
   */
  public RegionStyle(
      final Optional<RegionMask> region, final List<Source> sources, final double weight) {
    this.region = region;
    this.sources = sources;
    this.weight = weight;
  }

  /** Returns the region in the content; empty for the whole content. */
  public Optional<RegionMask> region() {
    return region;
  }

  /** Returns the sources of the style. */
  public List<Source> sources() {
    return sources;
  }

  /**
   * A tile of a style picture at one layer.
   *
   * @param style index of the style picture
   * @param size of the whole style picture
   * @param layer of the network
   * @param tile position of the tile in the picture
   */
  public record StyleTile(int style, PictureSize size, Vgg19Layer layer, Tile tile) {}

  /**
   * Adds one tile of a style picture to the targets of this region.
   *
   * @param tile of a style picture
   * @param features of the layer in the tile's core
   * @param context of the statistics
   */
  void accumulate(final StyleTile tile, final NDArray features, final StyleContext context) {
    for (final Source source : sources)
      if (source.style() == tile.style() && source.share() > 0) {
        final Vgg19Layer layer = tile.layer();
        final LayerMask mask = sourceMask(source, tile, context);
        final StyleStatistic statistic = context.statistic();
        final NDArray sum = statistic.sum(features, mask, tile.tile().positions(layer));
        sum.attach(context.manager());
        sum.muli(source.share() / statistic.divisor(features.getShape().get(1), mask.positions()));
        targets.merge(layer, sum, RegionStyle::addInto);
      }
  }

  /**
   * Builds the losses of this region. They get copies of the targets, so that losses can be built
   * again.
   *
   * @param size of the content
   * @param weights of the layers, the style weight included
   * @param context of the statistics
   * @return one loss for each layer, to be closed
   */
  List<LayerLoss> losses(
      final PictureSize size, final Map<Vgg19Layer, Double> weights, final StyleContext context) {
    sourceMasks.values().forEach(masks -> masks.values().forEach(LayerMask::close));
    sourceMasks.clear();
    final List<LayerLoss> losses = new ArrayList<>();
    targets.forEach(
        (layer, target) -> {
          final LayerMask mask = mask(region, size, layer, context);
          final NDArray copy = target.duplicate();
          losses.add(context.statistic().loss(layer, copy, weight * weights.get(layer), mask));
        });
    return losses;
  }

  /**
   * The statistic that describes style, and the weights of positions that all regions share.
   *
   * @param statistic that describes the style of a layer
   * @param fade of the weights towards the edges of content and style pictures
   * @param manager owner of masks and targets
   */
  public record StyleContext(StyleStatistic statistic, EdgeFade fade, NDManager manager) {}

  private LayerMask sourceMask(
      final Source source, final StyleTile tile, final StyleContext context) {
    return sourceMasks
        .computeIfAbsent(source, key -> new EnumMap<>(Vgg19Layer.class))
        .computeIfAbsent(tile.layer(), layer -> mask(source.region(), tile.size(), layer, context));
  }

  private static LayerMask mask(
      final Optional<RegionMask> region,
      final PictureSize size,
      final Vgg19Layer layer,
      final StyleContext context) {
    final LayerMask fade = context.fade().forLayer(layer, size, context.manager());
    return region.map(mask -> mask.forLayer(layer, context.manager()).times(fade)).orElse(fade);
  }

  /** Frees the targets. */
  @Override
  public void close() {
    targets.values().forEach(NDArray::close);
    targets.clear();
  }

  private static NDArray addInto(final NDArray sum, final NDArray addend) {
    try (addend) {
      return sum.addi(addend);
    }
  }
}
