package sc.fiji.styletransfer.transfer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.stream.Stream;

/**
 * How much each position of a layer counts in a statistic, from 0 to 1. Features are multiplied by
 * the square root, so that products of two features are weighted by the mask itself (the guidance
 * channels of Gatys et al. 2017, eq. 6, whose squares sum to one there and to {@link #positions}
 * here).
 */
final class LayerMask implements AutoCloseable {

  /** Factors of the root, shape {@code (1, 1, H, W)}. */
  private final List<NDArray> roots;

  private final double positions;

  private LayerMask(final List<NDArray> roots, final double positions) {
    this.roots = roots;
    this.positions = positions;
  }

  /** All positions count fully. */
  static LayerMask whole(final long positions) {
    return new LayerMask(List.of(), positions);
  }

  /**
   * @param mask shape {@code (1, 1, H, W)}, values from 0 to 1; copied
   */
  static LayerMask of(final NDArray mask) {
    try (NDArray sum = mask.sum()) {
      return new LayerMask(List.of(mask.sqrt()), sum.getFloat());
    }
  }

  /**
   * A mask that takes the memory of two lines.
   *
   * @param rows shape {@code (H)}, values from 0 to 1; copied
   * @param columns shape {@code (W)}, likewise
   * @return rows[y] · columns[x] at each position
   */
  static LayerMask ofLines(final NDArray rows, final NDArray columns) {
    final long height = rows.size();
    final long width = columns.size();
    final Shape shape = new Shape(1, 1, height, width);
    try (NDArray down = rows.sum();
        NDArray across = columns.sum();
        NDArray rowRoots = rows.sqrt();
        NDArray columnRoots = columns.sqrt();
        NDArray standing = rowRoots.reshape(1, 1, height, 1);
        NDArray lying = columnRoots.reshape(1, 1, 1, width)) {
      return new LayerMask(
          List.of(standing.broadcast(shape), lying.broadcast(shape)),
          (double) down.getFloat() * across.getFloat());
    }
  }

  /**
   * @param other of the same layer; owned by the result from now on, as this mask is
   * @return the product of the two masks
   */
  LayerMask times(final LayerMask other) {
    if (roots.isEmpty()) return other;
    if (other.roots.isEmpty()) return this;
    final List<NDArray> both = Stream.concat(roots.stream(), other.roots.stream()).toList();
    try (NDArray root = product(both, Region.whole(both.get(0)));
        NDArray mask = root.square();
        NDArray sum = mask.sum()) {
      return new LayerMask(both, sum.getFloat());
    }
  }

  /** The number of positions, each counted as much as the mask says. */
  double positions() {
    return positions;
  }

  /**
   * @param features of some positions, shape {@code (1, C, region.height, region.width)}
   * @param region where in the layer they are
   * @return features times the square root of the mask, to be closed; differentiable
   */
  NDArray on(final NDArray features, final Region region) {
    if (roots.isEmpty()) return features.reshape(features.getShape());
    try (NDArray there = product(roots, region)) {
      return features.mul(there);
    }
  }

  private static NDArray product(final List<NDArray> factors, final Region region) {
    NDArray product = region.of(factors.get(0));
    for (final NDArray factor : factors.subList(1, factors.size()))
      try (NDArray before = product;
          NDArray there = region.of(factor)) {
        product = before.mul(there);
      }
    return product;
  }

  @Override
  public void close() {
    roots.forEach(NDArray::close);
  }
}
