package sc.fiji.styletransfer.objective;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import sc.fiji.styletransfer.loss.LayerLoss;
import sc.fiji.styletransfer.loss.LayerMask;
import sc.fiji.styletransfer.loss.StyleStatistic;
import sc.fiji.styletransfer.loss.TransportMap;
import sc.fiji.styletransfer.network.Vgg19Layer;
import sc.fiji.styletransfer.picture.Rectangle;
import sc.fiji.styletransfer.tile.TiledFeatures;

/**
 * The statistic of a place of a larger picture. A run binds the statistics of a whole picture to
 * those of the style, so that a smooth place gets less of a channel than the style has, and a busy
 * place more. In a smaller version of the picture a map moves the second moments of the whole to
 * those of the place ({@link TransportMap}). The target of the place is the statistic of the
 * style's features after a share of that map.
 *
 * @param statistic of the style
 * @param maps by layer, symmetric, shape {@code (C, C)}
 */
record PlaceStatistic(StyleStatistic statistic, Map<Vgg19Layer, NDArray> maps)
    implements StyleStatistic {

  /**
   * Measures a place.
   *
   * @param statistic of the style
   * @param surroundings pictures of the place and of the whole
   * @param features computes the features
   * @param layers of the network
   * @param owner owner of the maps
   * @return the statistic
   */
  static PlaceStatistic of(
      final StyleStatistic statistic,
      final ScaledInputs.ScaledSurroundings surroundings,
      final TiledFeatures features,
      final Set<Vgg19Layer> layers,
      final NDManager owner) {
    final Map<Vgg19Layer, NDArray> maps = new EnumMap<>(Vgg19Layer.class);
    final Map<Vgg19Layer, NDArray> whole = moments(features, surroundings.whole(), layers);
    moments(features, surroundings.place(), layers)
        .forEach(
            (layer, place) -> {
              try (place;
                  NDArray from = whole.get(layer)) {
                final NDArray map = TransportMap.of(from, place, surroundings.share());
                map.attach(owner);
                maps.put(layer, map);
              }
            });
    return new PlaceStatistic(statistic, maps);
  }

  /** Returns F·Fᵀ/M by layer, shape {@code (C, C)}. */
  private static Map<Vgg19Layer, NDArray> moments(
      final TiledFeatures features, final NDArray picture, final Set<Vgg19Layer> layers) {
    final Map<Vgg19Layer, NDArray> sums = new EnumMap<>(Vgg19Layer.class);
    if (layers.isEmpty()) return sums;
    final Map<Vgg19Layer, Double> positions = new EnumMap<>(Vgg19Layer.class);
    features.visit(
        picture,
        layers,
        (tile, layer, core) -> {
          final Rectangle region = Rectangle.whole(core);
          final NDArray sum = LayerMask.whole(region.positions()).gram(core, region);
          sum.attach(picture.getManager());
          sums.merge(layer, sum, PlaceStatistic::addInto);
          positions.merge(layer, (double) region.positions(), Double::sum);
        });
    sums.forEach((layer, sum) -> sum.divi(positions.get(layer)));
    return sums;
  }

  private static NDArray addInto(final NDArray sum, final NDArray addend) {
    try (addend) {
      return sum.addi(addend);
    }
  }

  @Override
  public NDArray sum(final NDArray features, final LayerMask mask, final Rectangle region) {
    return statistic.sum(features, mask, region);
  }

  @Override
  public Shape shape(final long channels) {
    return statistic.shape(channels);
  }

  @Override
  public double divisor(final long channels, final double positions) {
    return statistic.divisor(channels, positions);
  }

  @Override
  public LayerLoss loss(
      final Vgg19Layer layer, final NDArray target, final double weight, final LayerMask mask) {
    try (target) {
      return statistic.loss(layer, transformed(target, maps.get(layer)), weight, mask);
    }
  }

  @Override
  public NDArray transformed(final NDArray described, final NDArray matrix) {
    return statistic.transformed(described, matrix);
  }
}
