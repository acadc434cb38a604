package sc.fiji.styletransfer.neighbour;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import sc.fiji.styletransfer.picture.PictureSize;
import sc.fiji.styletransfer.picture.Rectangle;
import sc.fiji.styletransfer.region.EdgeFade;
import sc.fiji.styletransfer.region.RegionStyle;

/**
 * Divides the positions of a picture among its regions: each belongs to the region with the largest
 * weight there. The weights of all positions add up to one.
 */
final class Territories {

  private final List<List<RegionStyle.Source>> sources = new ArrayList<>();
  private final QuarterGrid grid;
  private final int[] owners;
  private final float[] weights;
  private double sum;

  /**
   * @param regions of the picture, at least one
   * @param size of the picture
   * @param fade of the weights towards the edges
   */
  Territories(final List<RegionStyle> regions, final PictureSize size, final EdgeFade fade) {
    grid = QuarterGrid.of(size);
    final int count = (int) grid.positions();
    owners = new int[count];
    weights = new float[count];
    final float[] largest = new float[count];
    for (int region = 0; region < regions.size(); region++) {
      sources.add(regions.get(region).sources().stream().filter(s -> s.share() > 0).toList());
      final float[] own =
          regions.get(region).region().map(mask -> mask.weights(QuarterGrid.LAYER)).orElse(null);
      for (int i = 0; i < count; i++) {
        final float weight = own == null ? 1 : own[i];
        weights[i] = Math.min(1, weights[i] + weight);
        if (weight > largest[i]) {
          largest[i] = weight;
          owners[i] = region;
        }
      }
    }
    final float[] faded = fade.weights(QuarterGrid.LAYER, size);
    for (int i = 0; i < count; i++) {
      if (largest[i] == 0) owners[i] = -1;
      weights[i] *= faded[i];
      sum += weights[i];
    }
  }

  /** Returns the number of regions. */
  int regions() {
    return sources.size();
  }

  /** Returns the sources of a region's style that have a share. */
  List<RegionStyle.Source> sources(final int region) {
    return sources.get(region);
  }

  /** Returns the largest number of sources of a region. Each needs a match of its own. */
  int slots() {
    return sources.stream().mapToInt(List::size).max().orElseThrow();
  }

  /** Returns the positions in a rectangle that belong to a region, counted row by row. */
  int[] inside(final int region, final Rectangle rectangle) {
    final int[] inside = new int[(int) rectangle.positions()];
    int count = 0;
    for (int i = 0; i < inside.length; i++) {
      final long y = rectangle.y() + i / rectangle.width();
      final long x = rectangle.x() + i % rectangle.width();
      if (owners[(int) (y * grid.width() + x)] == region) inside[count++] = i;
    }
    return Arrays.copyOf(inside, count);
  }

  /**
   * Returns the weights of the positions in the loss of a source.
   *
   * @param slot number of the source among those of a region
   * @param factor of all weights
   * @param manager owner of the result
   * @return shape {@code (H, W)}
   */
  NDArray weights(final int slot, final double factor, final NDManager manager) {
    final float[] values = new float[weights.length];
    for (int i = 0; i < values.length; i++)
      if (owners[i] >= 0 && slot < sources.get(owners[i]).size())
        values[i] = (float) (factor * weights[i] * share(owners[i], slot) / sum);
    try (NDArray borrowed = manager.create(values, new Shape(grid.height(), grid.width()))) {
      return borrowed.duplicate();
    }
  }

  private double share(final int region, final int slot) {
    final List<RegionStyle.Source> of = sources.get(region);
    return of.get(slot).share() / of.stream().mapToDouble(RegionStyle.Source::share).sum();
  }
}
