package sc.fiji.styletransfer.neighbour;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.pooling.Pool;
import sc.fiji.styletransfer.network.Vgg19Layer;
import sc.fiji.styletransfer.picture.PictureSize;
import sc.fiji.styletransfer.picture.Rectangle;
import sc.fiji.styletransfer.tensor.BFloat16;

/**
 * The grid of a quarter of a picture's side, on which features of several layers are compared. It
 * is the grid of block 3. Features of shallower blocks are averaged over the pixels of a position,
 * those of deeper blocks are repeated.
 *
 * @param width number of columns
 * @param height number of rows
 */
public record QuarterGrid(int width, int height) {

  /** Layer whose positions form the grid. */
  static final Vgg19Layer LAYER = Vgg19Layer.CONV3_1;

  private static final Shape NO_PADDING = new Shape(0, 0);

  /** Returns the grid of a picture. */
  public static QuarterGrid of(final PictureSize size) {
    final Shape shape = size.shapeAt(LAYER, 1);
    return new QuarterGrid((int) shape.get(3), (int) shape.get(2));
  }

  /** Returns the number of positions. */
  long positions() {
    return (long) width * height;
  }

  /**
   * Returns the positions of the grid that a region of a layer covers. Regions that partition the
   * layer, with edges at multiples of 16 pixels, cover a partition of the grid.
   *
   * @param layer of the network
   * @param region of the layer
   * @return positions of the grid
   */
  Rectangle covered(final Vgg19Layer layer, final Rectangle region) {
    final long left = scaled(layer, region.x(), width);
    final long top = scaled(layer, region.y(), height);
    final long right = scaled(layer, region.x() + region.width(), width);
    final long bottom = scaled(layer, region.y() + region.height(), height);
    return new Rectangle(left, top, right - left, bottom - top);
  }

  /** Converts an edge; the last edge of a deeper layer reaches to the end of the grid. */
  private static long scaled(final Vgg19Layer layer, final long edge, final int length) {
    final int deeper = layer.block() - LAYER.block();
    if (deeper <= 0) return edge >> -deeper;
    return edge == length >> deeper ? length : edge << deeper;
  }

  /**
   * Converts features to the grid.
   *
   * @param layer of the network
   * @param features of a region, shape {@code (1, C, h, w)}
   * @param covered positions of the grid that the region covers
   * @return float32, shape {@code (1, C, covered.height, covered.width)}; differentiable
   */
  NDArray arrange(final Vgg19Layer layer, final NDArray features, final Rectangle covered) {
    final int deeper = layer.block() - LAYER.block();
    if (deeper < 0) return averaged(features, 1L << -deeper);
    final NDArray wide = BFloat16.widen(features);
    if (deeper == 0) return wide;
    try (wide;
        NDArray rows = repeated(wide, 2, 1L << deeper, covered.height())) {
      return repeated(rows, 3, 1L << deeper, covered.width());
    }
  }

  private static NDArray averaged(final NDArray features, final long side) {
    final Shape window = new Shape(side, side);
    try (NDArray mean = Pool.avgPool2d(features, window, window, NO_PADDING, false, true)) {
      return BFloat16.widen(mean);
    }
  }

  /** Repeats each value along an axis, and the last one until the length is reached. */
  private static NDArray repeated(
      final NDArray values, final int axis, final long times, final long length) {
    final NDArray repeated = values.repeat(axis, times);
    final long missing = length - repeated.getShape().get(axis);
    if (missing == 0) return repeated;
    final String rest = axis == 2 ? ":, :, -1:, :" : ":, :, :, -1:";
    try (repeated;
        NDArray last = values.get(rest);
        NDArray more = last.repeat(axis, missing)) {
      return NDArrays.concat(new NDList(repeated, more), axis);
    }
  }

  /**
   * Returns features as one row for each position.
   *
   * @param arranged shape {@code (1, C, h, w)}
   * @return shape {@code (h·w, C)}; differentiable
   */
  static NDArray rows(final NDArray arranged) {
    // In this order the gradient of a 16-bit network keeps the channels last, as its features have.
    try (NDArray last = arranged.transpose(0, 2, 3, 1)) {
      return last.reshape(-1, arranged.getShape().get(1));
    }
  }

  /**
   * Extends values of some positions by zeros to the whole grid.
   *
   * @param part shape {@code (n, covered.height, covered.width)}
   * @param covered positions of the values
   * @return shape {@code (n, height, width)}; differentiable
   */
  NDArray placed(final NDArray part, final Rectangle covered) {
    if (covered.positions() == positions()) return part.reshape(part.getShape());
    try (NDArray rows = surrounded(part, 1, covered.y(), height)) {
      return surrounded(rows, 2, covered.x(), width);
    }
  }

  private static NDArray surrounded(
      final NDArray part, final int axis, final long before, final int length) {
    final long own = part.getShape().get(axis);
    final NDList parts = new NDList();
    if (before > 0) parts.add(zeros(part, axis, before));
    parts.add(part);
    if (before + own < length) parts.add(zeros(part, axis, length - before - own));
    return parts.size() == 1 ? part.reshape(part.getShape()) : NDArrays.concat(parts, axis);
  }

  private static NDArray zeros(final NDArray like, final int axis, final long length) {
    final long[] shape = like.getShape().getShape().clone();
    shape[axis] = length;
    return like.getManager().zeros(new Shape(shape));
  }
}
