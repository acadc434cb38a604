package sc.fiji.styletransfer.neighbour;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import sc.fiji.styletransfer.features.FeatureExtractor;
import sc.fiji.styletransfer.loss.FeatureLoss;
import sc.fiji.styletransfer.network.Vgg19Layer;
import sc.fiji.styletransfer.picture.PictureSize;
import sc.fiji.styletransfer.picture.Rectangle;
import sc.fiji.styletransfer.region.EdgeFade;
import sc.fiji.styletransfer.region.RegionStyle;
import sc.fiji.styletransfer.tile.Tile;
import sc.fiji.styletransfer.tile.TiledFeatures;

/**
 * Matches the positions of a picture to those of the styles and builds the losses that compare them
 * from then on. Each position takes the style of the region to which most of it belongs.
 */
public final class NeighbourLossBuilder {

  /** Most positions of all styles in all directions that take part, which bounds the time. */
  public static final long MOST_POSITIONS = 1 << 14;

  /** Longest side of the parts in which a picture is matched, which bounds the memory. */
  public static final int LARGEST_TILE = 512;

  private final TiledFeatures features;
  private final Hypercolumns hypercolumns;
  private final EdgeFade fade;
  private final StyleMatching matching;

  /**
   * @param features computes the features
   * @param weights of the layers in the comparison of hypercolumns
   * @param fade of the weights towards the edges of content and styles
   * @param matching owner of the hypercolumns of the styles, which the losses share
   */
  public NeighbourLossBuilder(
      final TiledFeatures features,
      final Map<Vgg19Layer, Double> weights,
      final EdgeFade fade,
      final StyleMatching matching) {
    final int side = features.side() == 0 ? LARGEST_TILE : Math.min(LARGEST_TILE, features.side());
    this.features = new TiledFeatures(features.extractor(), side);
    hypercolumns = new Hypercolumns(weights, features.extractor().network().widths());
    this.fade = fade;
    this.matching = matching;
  }

  /**
   * The picture whose positions are matched: share · content + (1 − share) · result.
   *
   * @param extractor of its features; may round, because matches change little
   * @param content shape {@code (1, 3, H, W)}
   * @param result the picture so far, of the same shape
   * @param share of the content's features, from 0 to 1
   */
  public record Query(FeatureExtractor extractor, NDArray content, NDArray result, double share) {}

  /**
   * Matches hypercolumns as a whole.
   *
   * @param query picture whose positions are matched
   * @param styles pixels of shape {@code (1, 3, H, W)}
   * @param regions of the picture with their styles
   * @return the losses, whose weights add up to one, to be closed
   */
  public List<FeatureLoss> whole(
      final Query query, final List<NDArray> styles, final List<RegionStyle> regions) {
    return build(query, styles, regions, List.of(hypercolumns.layers()));
  }

  /**
   * Matches each layer by itself (feature splitting: Kolkin et al. 2022, section 4.3).
   *
   * @param query picture whose positions are matched
   * @param styles as for {@link #whole}
   * @param regions of the picture with their styles
   * @return the losses, whose weights add up to one, to be closed
   */
  public List<FeatureLoss> split(
      final Query query, final List<NDArray> styles, final List<RegionStyle> regions) {
    return build(
        query,
        styles,
        regions,
        hypercolumns.layers().stream().map(layer -> Set.of(layer)).toList());
  }

  /**
   * Builds the loss that keeps the structure of the content.
   *
   * @param layer of the network
   * @param content pixels of shape {@code (1, 3, H, W)}
   * @param weight of the loss
   * @return the loss, to be closed
   */
  public FeatureLoss structure(final Vgg19Layer layer, final NDArray content, final double weight) {
    return new SelfSimilarityLoss(matching.structure(layer, features, content), weight);
  }

  private List<FeatureLoss> build(
      final Query query,
      final List<NDArray> styles,
      final List<RegionStyle> regions,
      final List<Set<Vgg19Layer>> groups) {
    final StyleBank bank = matching.bank(features, hypercolumns, styles, MOST_POSITIONS);
    final PictureSize size = PictureSize.of(query.content());
    final Territories territories = new Territories(regions, size, fade);
    final Search search = new Search(query, bank, territories, groups);
    search.run();
    final List<FeatureLoss> losses = new ArrayList<>();
    for (int group = 0; group < groups.size(); group++)
      for (int slot = 0; slot < territories.slots(); slot++)
        losses.add(
            new NeighbourLoss(
                hypercolumns,
                bank.rows(),
                groups.get(group),
                search.matches(group, slot),
                territories.weights(slot, 1.0 / groups.size(), styles.get(0).getManager())));
    return losses;
  }

  /** One search of the matches of all positions. */
  private final class Search {

    private final Query query;
    private final TiledFeatures queried;
    private final StyleBank bank;
    private final Territories territories;
    private final List<Set<Vgg19Layer>> groups;
    private final QuarterGrid grid;
    private final List<Tile> tiles;
    private final long[][][] matches;

    /** Hypercolumns of the only tile, which are evaluated once. */
    private NDArray only;

    Search(
        final Query query,
        final StyleBank bank,
        final Territories territories,
        final List<Set<Vgg19Layer>> groups) {
      this.query = query;
      queried = new TiledFeatures(query.extractor(), features.side());
      this.bank = bank;
      this.territories = territories;
      this.groups = groups;
      final PictureSize size = PictureSize.of(query.content());
      grid = QuarterGrid.of(size);
      tiles = features.tiles(size, hypercolumns.layers());
      matches = new long[groups.size()][territories.slots()][(int) grid.positions()];
    }

    NDArray matches(final int group, final int slot) {
      final NDManager manager = query.content().getManager();
      final Shape shape = new Shape(grid.height(), grid.width());
      try (NDArray borrowed = manager.create(matches[group][slot], shape)) {
        return borrowed.duplicate();
      }
    }

    void run() {
      final NDManager manager = query.content().getManager();
      try (NDManager own = manager.newSubManager()) {
        final List<NDArray> means = means(own);
        final List<List<Offer>> offers = offers(own);
        for (final Tile tile : tiles)
          try (NDManager step = own.newSubManager()) {
            final Rectangle covered = covered(tile);
            final NDArray rows = rows(tile, step);
            for (int region = 0; region < territories.regions(); region++) {
              final int[] inside = territories.inside(region, covered);
              if (inside.length == 0) continue;
              final NDArray some =
                  inside.length == covered.positions() ? rows : rows.get(index(inside, step));
              final NDArray centred = some.sub(means.get(region));
              for (int slot = 0; slot < offers.get(region).size(); slot++)
                match(centred, offers.get(region).get(slot), slot, covered, inside);
            }
          }
      }
    }

    private void match(
        final NDArray centred,
        final Offer offer,
        final int slot,
        final Rectangle covered,
        final int[] inside) {
      for (int group = 0; group < groups.size(); group++)
        try (NDManager step = centred.getManager().newSubManager()) {
          final NDArray found =
              matching
                  .neighbours()
                  .of(
                      part(group, centred, step),
                      part(group, offer.rows(), step),
                      part(group, offer.mean(), step));
          final long[] rows = found.toLongArray();
          for (int i = 0; i < inside.length; i++) {
            final long y = covered.y() + inside[i] / covered.width();
            final long x = covered.x() + inside[i] % covered.width();
            matches[group][slot][(int) (y * grid.width() + x)] = offer.numbers()[(int) rows[i]];
          }
        }
    }

    private NDArray part(final int group, final NDArray rows, final NDManager step) {
      final NDArray part = hypercolumns.part(groups.get(group), rows);
      part.attach(step);
      return part;
    }

    /** The rows of the bank that a source offers. */
    private record Offer(long[] numbers, NDArray rows, NDArray mean) {}

    private List<List<Offer>> offers(final NDManager own) {
      final List<List<Offer>> offers = new ArrayList<>();
      for (int region = 0; region < territories.regions(); region++) {
        final List<Offer> ofRegion = new ArrayList<>();
        for (final RegionStyle.Source source : territories.sources(region)) {
          final long[] numbers = bank.offered(source.style(), source.region(), fade);
          final boolean all = numbers.length == bank.rows().getShape().get(0);
          final NDArray rows = all ? bank.rows() : bank.rows().get(own.create(numbers));
          if (!all) rows.attach(own);
          final NDArray mean = rows.mean(new int[] {0}, true);
          mean.attach(own);
          ofRegion.add(new Offer(numbers, rows, mean));
        }
        offers.add(ofRegion);
      }
      return offers;
    }

    /** Returns the mean hypercolumn of each region's positions. */
    private List<NDArray> means(final NDManager own) {
      final List<NDArray> sums = new ArrayList<>();
      final long[] counts = new long[territories.regions()];
      for (int region = 0; region < territories.regions(); region++)
        sums.add(own.zeros(new Shape(1, hypercolumns.length())));
      for (final Tile tile : tiles)
        try (NDManager step = own.newSubManager()) {
          final Rectangle covered = covered(tile);
          final NDArray rows = rows(tile, step);
          for (int region = 0; region < territories.regions(); region++) {
            final int[] inside = territories.inside(region, covered);
            if (inside.length == 0) continue;
            counts[region] += inside.length;
            sums.get(region).addi(rows.get(index(inside, step)).sum(new int[] {0}, true));
          }
        }
      for (int region = 0; region < territories.regions(); region++)
        sums.get(region).divi(Math.max(1, counts[region]));
      return sums;
    }

    private NDArray index(final int[] positions, final NDManager step) {
      final long[] index = new long[positions.length];
      for (int i = 0; i < index.length; i++) index[i] = positions[i];
      return step.create(index);
    }

    private Rectangle covered(final Tile tile) {
      return grid.covered(QuarterGrid.LAYER, tile.positions(QuarterGrid.LAYER));
    }

    /** Returns the hypercolumns of a tile's core, one in each row. */
    private NDArray rows(final Tile tile, final NDManager step) {
      if (tiles.size() > 1) return evaluated(tile, step);
      if (only == null) {
        only = evaluated(tile, step);
        only.attach(step.getParentManager());
      }
      return only;
    }

    private NDArray evaluated(final Tile tile, final NDManager step) {
      final double share = query.share();
      if (share == 1) return evaluated(query.content(), tile, step);
      if (share == 0) return evaluated(query.result(), tile, step);
      final NDArray content = evaluated(query.content(), tile, step);
      final NDArray result = evaluated(query.result(), tile, step);
      return content.muli(share).addi(result.muli(1 - share));
    }

    private NDArray evaluated(final NDArray picture, final Tile tile, final NDManager step) {
      final Map<Vgg19Layer, NDArray> parts = new EnumMap<>(Vgg19Layer.class);
      final NDArray pixels = tile.crop(picture, step);
      queried.visitTile(
          pixels,
          tile,
          hypercolumns.layers(),
          (part, layer, core) -> {
            final Rectangle covered = grid.covered(layer, part.positions(layer));
            try (NDArray arranged = grid.arrange(layer, core, covered);
                NDArray rows = QuarterGrid.rows(arranged)) {
              parts.put(layer, hypercolumns.weighted(layer, rows));
            }
          });
      final NDArray joined = hypercolumns.joined(parts);
      parts.values().forEach(NDArray::close);
      joined.attach(step);
      return joined;
    }
  }
}
