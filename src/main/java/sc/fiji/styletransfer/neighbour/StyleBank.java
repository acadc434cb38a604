package sc.fiji.styletransfer.neighbour;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import sc.fiji.styletransfer.picture.PictureSize;
import sc.fiji.styletransfer.picture.Rectangle;
import sc.fiji.styletransfer.region.EdgeFade;
import sc.fiji.styletransfer.region.RegionMask;
import sc.fiji.styletransfer.tile.TiledFeatures;

/**
 * The hypercolumns of all styles, each turned by 0, 90, 180 and 270 degrees, one in each row of a
 * matrix. Of large styles it has every second, third… row and column of the grid, so that memory
 * and time of the matching are limited.
 */
final class StyleBank implements AutoCloseable {

  private static final int QUARTERS = 4;
  private static final int[] PLANE = {2, 3};

  private final Hypercolumns hypercolumns;
  private final List<Turned> parts = new ArrayList<>();
  private final NDArray rows;

  /** One style in one direction: its size, its distance between positions, and its first row. */
  private record Turned(int style, int quarter, PictureSize size, int step, long first) {

    long count() {
      final QuarterGrid grid = QuarterGrid.of(size);
      return (long) sampled(grid.width(), step) * sampled(grid.height(), step);
    }
  }

  /**
   * Evaluates the styles.
   *
   * @param features computes the features
   * @param hypercolumns layers to compare
   * @param styles pixels of shape {@code (1, 3, H, W)}
   * @param most largest number of rows
   * @param manager owner of the matrix
   */
  StyleBank(
      final TiledFeatures features,
      final Hypercolumns hypercolumns,
      final List<NDArray> styles,
      final long most,
      final NDManager manager) {
    this.hypercolumns = hypercolumns;
    try (NDManager own = manager.newSubManager()) {
      final NDList matrices = new NDList();
      long first = 0;
      for (int style = 0; style < styles.size(); style++)
        for (int quarter = 0; quarter < QUARTERS; quarter++)
          try (NDArray turned = styles.get(style).rotate90(quarter, PLANE)) {
            final PictureSize size = PictureSize.of(turned);
            final int step = step(size, most / styles.size() / QUARTERS);
            final Turned part = new Turned(style, quarter, size, step, first);
            parts.add(part);
            first += part.count();
            matrices.add(matrix(features, turned, part, own));
          }
      rows = NDArrays.concat(matrices);
      rows.attach(manager);
    }
  }

  private static int step(final PictureSize size, final long most) {
    final QuarterGrid grid = QuarterGrid.of(size);
    int step = 1;
    while ((long) sampled(grid.width(), step) * sampled(grid.height(), step) > most) step++;
    return step;
  }

  private static int sampled(final long length, final int step) {
    return (int) ((length + step - 1) / step);
  }

  private NDArray matrix(
      final TiledFeatures features, final NDArray style, final Turned turned, final NDManager own) {
    final QuarterGrid grid = QuarterGrid.of(turned.size());
    final int step = turned.step();
    final long height = sampled(grid.height(), step);
    final long width = sampled(grid.width(), step);
    final NDArray planes = own.zeros(new Shape(hypercolumns.length(), height * width));
    try (NDManager pass = own.newSubManager();
        NDArray picture = style.duplicate()) {
      picture.attach(pass);
      features.visit(
          picture,
          hypercolumns.layers(),
          (tile, layer, core) -> {
            final Rectangle covered = grid.covered(layer, tile.positions(layer));
            try (NDArray arranged = grid.arrange(layer, core, covered);
                NDArray weighted = hypercolumns.weighted(layer, arranged);
                NDArray some = weighted.get(sampling(covered, step));
                NDArray whole = planes.reshape(1, hypercolumns.length(), height, width);
                NDArray rows = hypercolumns.channels(layer, whole);
                NDArray place = place(covered, step).of(rows)) {
              place.addi(some);
            }
          });
    }
    try (planes) {
      return planes.transpose().duplicate();
    }
  }

  private static NDIndex sampling(final Rectangle covered, final int step) {
    return new NDIndex(
        ":, :, {}::{}, {}::{}", offset(covered.y(), step), step, offset(covered.x(), step), step);
  }

  /** Returns the distance from an edge to the first position that is sampled. */
  private static long offset(final long edge, final int step) {
    return (step - edge % step) % step;
  }

  private static Rectangle place(final Rectangle covered, final int step) {
    final long left = sampled(covered.x(), step);
    final long top = sampled(covered.y(), step);
    return new Rectangle(
        left,
        top,
        sampled(covered.x() + covered.width(), step) - left,
        sampled(covered.y() + covered.height(), step) - top);
  }

  /** Returns the matrix, shape {@code (K, hypercolumns.length)}. */
  NDArray rows() {
    return rows;
  }

  /**
   * Returns the rows that a source of style offers: those with at least half of the weight of a
   * position, or if there are none, those with the largest.
   *
   * @param style index of the style
   * @param region in the style; the whole style if empty
   * @param fade of the weights towards the edges
   * @return rows in ascending order
   */
  long[] offered(final int style, final Optional<RegionMask> region, final EdgeFade fade) {
    final List<float[]> weights = new ArrayList<>();
    float largest = 0;
    for (final Turned part : parts) {
      weights.add(part.style() == style ? weights(part, region, fade) : new float[0]);
      for (final float weight : weights.get(weights.size() - 1))
        largest = Math.max(largest, weight);
    }
    final float least = Math.min(0.5f, largest);
    return java.util.stream.IntStream.range(0, parts.size())
        .boxed()
        .flatMapToLong(
            i ->
                java.util.stream.IntStream.range(0, weights.get(i).length)
                    .filter(k -> weights.get(i)[k] >= least)
                    .mapToLong(k -> parts.get(i).first() + k))
        .toArray();
  }

  /** Returns the weights of the sampled positions. */
  private float[] weights(
      final Turned part, final Optional<RegionMask> region, final EdgeFade fade) {
    final float[] faded = fade.weights(QuarterGrid.LAYER, part.size());
    final float[] inside =
        region.map(mask -> turned(mask, part.quarter()).weights(QuarterGrid.LAYER)).orElse(null);
    final QuarterGrid grid = QuarterGrid.of(part.size());
    final float[] sampled = new float[(int) part.count()];
    int k = 0;
    for (int y = 0; y < grid.height(); y += part.step())
      for (int x = 0; x < grid.width(); x += part.step()) {
        final int i = y * grid.width() + x;
        sampled[k++] = inside == null ? faded[i] : faded[i] * inside[i];
      }
    return sampled;
  }

  private RegionMask turned(final RegionMask mask, final int quarter) {
    final Shape shape = new Shape(1, 1, mask.size().height(), mask.size().width());
    try (NDArray plane = rows.getManager().create(mask.pixels(), shape);
        NDArray turned = plane.rotate90(quarter, PLANE)) {
      return new RegionMask(turned.toFloatArray(), PictureSize.of(turned));
    }
  }

  @Override
  public void close() {
    rows.close();
  }
}
