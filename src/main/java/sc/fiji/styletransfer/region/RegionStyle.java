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
 * The style that one region of the content is to take, a weighted mean of what the network sees in
 * its sources.
 */
public final class RegionStyle {

  /**
   * Where style is taken from.
   *
   * @param style number of the style picture
   * @param where in it; all of it if absent
   * @param share in the mean
   */
  public record Source(int style, Optional<RegionMask> where, double share) {}

  private final Optional<RegionMask> where;
  private final List<Source> sources;
  private final double weight;
  private final Map<Vgg19Layer, NDArray> targets = new EnumMap<>(Vgg19Layer.class);

  /** Of the sources looked at so far; they serve all parts of a picture. */
  private final Map<Source, Map<Vgg19Layer, LayerMask>> sourceMasks = new HashMap<>();

  /**
   * @param where in the content; all of it if absent
   * @param sources of the style
   * @param weight of this region among the others
   */
  public RegionStyle(
      final Optional<RegionMask> where, final List<Source> sources, final double weight) {
    this.where = where;
    this.sources = sources;
    this.weight = weight;
  }

  /**
   * A part of a style picture, as a layer sees it.
   *
   * @param style number of the picture
   * @param size of the whole picture
   * @param layer that looks
   * @param tile where in the picture
   */
  public record StyleTile(int style, PictureSize size, Vgg19Layer layer, Tile tile) {}

  /**
   * Adds what a part of a style picture has to say.
   *
   * @param glimpse which part
   * @param counted the layer's features at the positions that count in it
   * @param look how style is described
   */
  void learn(final StyleTile glimpse, final NDArray counted, final StyleContext look) {
    for (final Source source : sources)
      if (source.style() == glimpse.style() && source.share() > 0) {
        final Vgg19Layer layer = glimpse.layer();
        final LayerMask mask = sourceMask(source, glimpse, look);
        final NDArray sum = look.measure().sum(counted, mask, glimpse.tile().positions(layer));
        sum.attach(look.manager());
        sum.muli(source.share() / look.measure().divisor(layer.channels(), mask.positions()));
        targets.merge(layer, sum, RegionStyle::addInto);
      }
  }

  /**
   * The terms for this region.
   *
   * @param size of the content
   * @param weights of the layers, the style's weight included
   */
  List<LayerLoss> losses(
      final PictureSize size, final Map<Vgg19Layer, Double> weights, final StyleContext look) {
    sourceMasks.values().forEach(masks -> masks.values().forEach(LayerMask::close));
    sourceMasks.clear();
    final List<LayerLoss> losses = new ArrayList<>();
    targets.forEach(
        (layer, target) -> {
          final LayerMask mask = mask(where, size, layer, look);
          losses.add(look.measure().loss(layer, target, weight * weights.get(layer), mask));
        });
    return losses;
  }

  /**
   * How style is looked at.
   *
   * @param measure of style
   * @param mode what of a layer belongs to a region
   * @param fade of what counts towards the edges of content and styles
   * @param manager owner of the masks
   */
  public record StyleContext(
      StyleStatistic measure, GuidanceMode mode, EdgeFade fade, NDManager manager) {}

  private LayerMask sourceMask(
      final Source source, final StyleTile glimpse, final StyleContext look) {
    return sourceMasks
        .computeIfAbsent(source, unseen -> new EnumMap<>(Vgg19Layer.class))
        .computeIfAbsent(
            glimpse.layer(), layer -> mask(source.where(), glimpse.size(), layer, look));
  }

  private static LayerMask mask(
      final Optional<RegionMask> region,
      final PictureSize size,
      final Vgg19Layer layer,
      final StyleContext look) {
    final LayerMask faded = look.fade().at(layer, size, look.manager());
    return region
        .map(there -> there.at(layer, look.mode(), look.manager()).times(faded))
        .orElse(faded);
  }

  private static NDArray addInto(final NDArray sum, final NDArray addend) {
    try (addend) {
      return sum.addi(addend);
    }
  }
}
