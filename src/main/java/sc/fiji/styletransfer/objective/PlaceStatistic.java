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
import sc.fiji.styletransfer.network.Vgg19Layer;
import sc.fiji.styletransfer.picture.Rectangle;
import sc.fiji.styletransfer.tile.TiledFeatures;

/**
 * The statistic of a place of a larger picture. A run binds the statistics of a whole picture to
 * those of the style, so that smooth places get less of a channel than the style has, and busy
 * places more. The target of a place is the statistic of the style with the features of channel c
 * multiplied by (E_place,c / E_whole,c)^(exponent/2), where E is the mean square in a smaller
 * version of the picture.
 *
 * @param statistic of the style
 * @param factors of the channels by layer, shape {@code (C, 1)}
 */
record PlaceStatistic(StyleStatistic statistic, Map<Vgg19Layer, NDArray> factors)
    implements StyleStatistic {

  /** Largest factor, and one over the smallest. */
  private static final float LIMIT = 4;

  /** Fraction of the mean over the channels that is added to each E, because E may be 0. */
  private static final double FLOOR = 0.01;

  /**
   * Measures a place.
   *
   * @param statistic of the style
   * @param surroundings pictures of the place and of the whole
   * @param features computes the features
   * @param layers of the network
   * @param owner owner of the factors
   * @return the statistic
   */
  static PlaceStatistic of(
      final StyleStatistic statistic,
      final ScaledInputs.ScaledSurroundings surroundings,
      final TiledFeatures features,
      final Set<Vgg19Layer> layers,
      final NDManager owner) {
    final Map<Vgg19Layer, NDArray> factors = new EnumMap<>(Vgg19Layer.class);
    if (layers.isEmpty()) return new PlaceStatistic(statistic, factors);
    final Map<Vgg19Layer, NDArray> whole = new EnumMap<>(Vgg19Layer.class);
    for (final NDArray picture : surroundings.whole())
      energies(features, picture, layers)
          .forEach((layer, energy) -> whole.merge(layer, energy, PlaceStatistic::addInto));
    energies(features, surroundings.place(), layers)
        .forEach(
            (layer, place) -> {
              try (place;
                  NDArray sum = whole.get(layer);
                  NDArray mean = sum.div(surroundings.whole().size());
                  NDArray above = raised(place, mean);
                  NDArray below = raised(mean, mean);
                  NDArray ratio = above.div(below);
                  NDArray power = ratio.pow(surroundings.exponent() / 2)) {
                final NDArray limited = power.clip(1 / LIMIT, LIMIT);
                limited.attach(owner);
                factors.put(layer, limited);
              }
            });
    return new PlaceStatistic(statistic, factors);
  }

  private static NDArray raised(final NDArray energy, final NDArray whole) {
    try (NDArray mean = whole.mean();
        NDArray floor = mean.mul(FLOOR)) {
      return energy.add(floor);
    }
  }

  /** Returns the mean square of each channel by layer, shape {@code (C, 1)}. */
  private static Map<Vgg19Layer, NDArray> energies(
      final TiledFeatures features, final NDArray picture, final Set<Vgg19Layer> layers) {
    final Map<Vgg19Layer, NDArray> sums = new EnumMap<>(Vgg19Layer.class);
    final Map<Vgg19Layer, Double> positions = new EnumMap<>(Vgg19Layer.class);
    features.visit(
        picture,
        layers,
        (tile, layer, core) -> {
          final Shape channels = new Shape(core.getShape().get(1), 1);
          try (NDArray squares = core.square();
              NDArray sum = squares.sum(new int[] {0, 2, 3})) {
            final NDArray column = sum.reshape(channels);
            column.attach(picture.getManager());
            sums.merge(layer, column, PlaceStatistic::addInto);
          }
          positions.merge(layer, (double) Rectangle.whole(core).positions(), Double::sum);
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
      return statistic.loss(layer, scaled(target, factors.get(layer)), weight, mask);
    }
  }

  @Override
  public NDArray scaled(final NDArray described, final NDArray channels) {
    return statistic.scaled(described, channels);
  }
}
