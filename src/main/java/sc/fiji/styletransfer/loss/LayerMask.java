package sc.fiji.styletransfer.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.stream.Stream;
import sc.fiji.styletransfer.picture.Rectangle;

/**
 * How much each position of a layer counts in a statistic, from 0 to 1, where products of two
 * features are weighted by it (the squares of the guidance channels of Gatys et al. 2017, eq. 6,
 * which sum to one there and to {@link #positions} here).
 */
public final class LayerMask implements AutoCloseable {

  /** The mask is their product. */
  private final List<Factor> factors;

  private final double positions;

  /**
   * Weights of which only some differ from one.
   *
   * @param weights shape {@code (1, 1, H, W)}
   * @param where those that count are
   */
  private record Factor(NDArray weights, Rectangle where) {

    /** Weights a part of a layer, in place, so that 16 bits stay 16 bits. */
    void applyTo(final NDArray part, final Rectangle region) {
      final Rectangle common = where.intersection(region);
      if (common.positions() == 0) return;
      try (NDArray there = common.within(region).of(part);
          NDArray weight = common.of(weights)) {
        there.muli(weight);
      }
    }
  }

  private LayerMask(final List<Factor> factors, final double positions) {
    this.factors = factors;
    this.positions = positions;
  }

  /** All positions count fully. */
  public static LayerMask whole(final long positions) {
    return new LayerMask(List.of(), positions);
  }

  /**
   * @param mask shape {@code (1, 1, H, W)}, values from 0 to 1; copied
   */
  public static LayerMask of(final NDArray mask) {
    try (NDArray sum = mask.sum()) {
      final Factor factor = new Factor(mask.duplicate(), Rectangle.whole(mask));
      return new LayerMask(List.of(factor), sum.getFloat());
    }
  }

  /**
   * A mask that takes the memory of two lines, and time only where it is not one.
   *
   * @param rows H values from 0 to 1, with those less than one towards the ends
   * @param columns W values likewise
   * @param manager owner of the mask
   * @return rows[y] · columns[x] at each position
   */
  public static LayerMask ofLines(
      final float[] rows, final float[] columns, final NDManager manager) {
    final long height = rows.length;
    final long width = columns.length;
    final Shape shape = new Shape(1, 1, height, width);
    final NDArray down = spread(rows, new Shape(1, 1, height, 1), shape, manager);
    final NDArray across = spread(columns, new Shape(1, 1, 1, width), shape, manager);
    final int top = leading(rows);
    final int bottom = trailing(rows);
    final int left = leading(columns);
    final int right = trailing(columns);
    return new LayerMask(
        List.of(
            new Factor(down, new Rectangle(0, 0, width, top)),
            new Factor(down, new Rectangle(0, height - bottom, width, bottom)),
            new Factor(across, new Rectangle(0, 0, left, height)),
            new Factor(across, new Rectangle(width - right, 0, right, height))),
        sum(rows) * sum(columns));
  }

  private static NDArray spread(
      final float[] line, final Shape shape, final Shape plane, final NDManager manager) {
    try (NDArray borrowed = manager.create(line, shape);
        NDArray own = borrowed.duplicate()) {
      return own.broadcast(plane);
    }
  }

  /** How many come before the first one. */
  private static int leading(final float[] line) {
    int count = 0;
    while (count < line.length && line[count] < 1) count++;
    return count;
  }

  /** How many come after the last one, if there is any. */
  private static int trailing(final float[] line) {
    int begin = line.length;
    while (begin > leading(line) && line[begin - 1] < 1) begin--;
    return line.length - begin;
  }

  private static double sum(final float[] line) {
    double sum = 0;
    for (final float value : line) sum += value;
    return sum;
  }

  /**
   * @param other of the same layer; owned by the result from now on, as this mask is
   * @return the product of the two masks
   */
  public LayerMask times(final LayerMask other) {
    if (factors.isEmpty()) return other;
    if (other.factors.isEmpty()) return this;
    final List<Factor> both = Stream.concat(factors.stream(), other.factors.stream()).toList();
    final NDArray any = both.get(0).weights();
    try (NDArray mask = product(both, any, Rectangle.whole(any));
        NDArray sum = mask.sum()) {
      return new LayerMask(both, sum.getFloat());
    }
  }

  /** The number of positions, each counted as much as the mask says. */
  public double positions() {
    return positions;
  }

  /**
   * @param features of some positions, shape {@code (1, C, region.height, region.width)}
   * @param region where in the layer they are
   * @return ΣF·m·Fᵀ over the positions, shape {@code (C, C)}; differentiable as {@link
   *     GramMatrix#of(NDArray)} is
   */
  public NDArray gram(final NDArray features, final Rectangle region) {
    if (factors.isEmpty()) return GramMatrix.of(features);
    try (NDArray fixed = features.stopGradient();
        NDArray weighted = fixed.duplicate()) {
      for (final Factor factor : factors) factor.applyTo(weighted, region);
      return GramMatrix.of(features, weighted);
    }
  }

  /**
   * @param features of some positions, float32, shape {@code (1, C, region.height, region.width)}
   * @param region where in the layer they are
   * @return ΣF·m over the positions, shape {@code (C)}; differentiable
   */
  NDArray sum(final NDArray features, final Rectangle region) {
    if (factors.isEmpty()) return features.sum(new int[] {0, 2, 3}, false);
    try (NDArray mask = product(factors, features, region);
        NDArray weights = mask.reshape(-1);
        NDArray rows = features.reshape(features.getShape().get(1), -1)) {
      return rows.matMul(weights);
    }
  }

  /** The mask there, shape {@code (1, 1, H, W)}, beside an array of the same manager. */
  private static NDArray product(
      final List<Factor> factors, final NDArray beside, final Rectangle region) {
    final NDArray mask = beside.getManager().ones(new Shape(1, 1, region.height(), region.width()));
    for (final Factor factor : factors) factor.applyTo(mask, region);
    return mask;
  }

  @Override
  public void close() {
    factors.forEach(factor -> factor.weights().close());
  }
}
