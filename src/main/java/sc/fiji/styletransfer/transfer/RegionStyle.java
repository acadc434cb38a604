package sc.fiji.styletransfer.transfer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import sc.fiji.styletransfer.features.Activations;
import sc.fiji.styletransfer.weights.Vgg19Layer;

/**
 * The style that one region of the content is to take, a weighted mean of what the network sees in
 * its sources.
 */
final class RegionStyle {

  /**
   * Where style is taken from.
   *
   * @param style number of the style picture
   * @param where in it; all of it if absent
   * @param share in the mean
   */
  record Source(int style, Optional<RegionMask> where, double share) {}

  private final Optional<RegionMask> where;
  private final List<Source> sources;
  private final double weight;
  private final Map<Vgg19Layer, NDArray> targets = new EnumMap<>(Vgg19Layer.class);

  /**
   * @param where in the content; all of it if absent
   * @param sources of the style
   * @param weight of this region among the others
   */
  RegionStyle(final Optional<RegionMask> where, final List<Source> sources, final double weight) {
    this.where = where;
    this.sources = sources;
    this.weight = weight;
  }

  /** Adds what a style picture has to say. */
  void learn(final int style, final Activations seen, final Look look) {
    for (final Source source : sources)
      if (source.style() == style && source.share() > 0)
        for (final Vgg19Layer layer : look.layers()) learn(source, layer, seen.of(layer), look);
  }

  /**
   * The terms for this region.
   *
   * @param size of the content
   * @param weights of the layers, the style's weight included
   */
  List<LayerLoss> losses(
      final PictureSize size, final Map<Vgg19Layer, Double> weights, final Look look) {
    final List<LayerLoss> losses = new ArrayList<>();
    targets.forEach(
        (layer, target) -> {
          final LayerMask mask =
              mask(where, layer, look).orElseGet(() -> LayerMask.whole(size.positionsAt(layer)));
          losses.add(look.measure().loss(layer, target, weight * weights.get(layer), mask));
        });
    return losses;
  }

  /**
   * How style is looked at.
   *
   * @param layers wanted
   * @param measure of style
   * @param mode what of a layer belongs to a region
   * @param manager owner of the masks
   */
  record Look(Set<Vgg19Layer> layers, StyleMeasure measure, GuideMode mode, NDManager manager) {}

  private void learn(
      final Source source, final Vgg19Layer layer, final NDArray features, final Look look) {
    try (LayerMask mask =
        mask(source.where(), layer, look)
            .orElseGet(() -> LayerMask.whole(Region.whole(features).positions()))) {
      final NDArray description = look.measure().describe(features, mask);
      targets.merge(layer, description.muli(source.share()), RegionStyle::addInto);
    }
  }

  private static Optional<LayerMask> mask(
      final Optional<RegionMask> region, final Vgg19Layer layer, final Look look) {
    return region.map(there -> there.at(layer, look.mode(), look.manager()));
  }

  private static NDArray addInto(final NDArray sum, final NDArray addend) {
    try (addend) {
      return sum.addi(addend);
    }
  }
}
