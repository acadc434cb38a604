package sc.fiji.styletransfer.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.stream.Stream;
import sc.fiji.styletransfer.picture.Rectangle;

/**
 * Weights of the positions of a layer in a statistic, from 0 to 1. A weight multiplies the product
 * of two features. The weights are the squares of the guidance channels of Gatys et al. 2017 (eq.
 * 6); they sum to one there and to {@link #positions} here.
 */
public final class LayerMask implements AutoCloseable {

  /** The mask is the product of these factors. */
  private final List<Factor> factors;

  private final double positions;

  /**
   * Weights that differ from one only in a part of the layer.
   *
   * @param weights shape {@code (1, 1, H, W)}
   * @param support rectangle outside of which all weights are one
   */
  private record Factor(NDArray weights, Rectangle support) {

    /** Multiplies features of a region by the weights, in place, which keeps their data type. */
    void applyTo(final NDArray features, final Rectangle region) {
      final Rectangle common = support.intersection(region);
      if (common.positions() == 0) return;
      try (NDArray part = common.within(region).of(features);
          NDArray weight = common.of(weights)) {
        part.muli(weight);
      }
    }
  }

  private LayerMask(final List<Factor> factors, final double positions) {
    this.factors = factors;
    this.positions = positions;
  }

  /**
   * Creates a mask in which all weights are one.
   *
   * @param positions of the layer
   * @return the mask
   */
  public static LayerMask whole(final long positions) {
    return new LayerMask(List.of(), positions);
  }

  /**
   * Creates a mask from a tensor.
   *
   * @param mask shape {@code (1, 1, H, W)}, values from 0 to 1; copied
   * @return the mask, to be closed
   */
  public static LayerMask of(final NDArray mask) {
    try (NDArray sum = mask.sum()) {
      final Factor factor = new Factor(mask.duplicate(), Rectangle.whole(mask));
      return new LayerMask(List.of(factor), sum.getFloat());
    }
  }

  /**
   * Creates a mask that is the product of two lines. It needs the memory of the lines only, and
   * time only where a weight is not one.
   *
   * @param rows H values from 0 to 1; those below one lie at the ends
   * @param columns W values likewise
   * @param manager owner of the mask
   * @return the mask rows[y] · columns[x], to be closed
   */
  public static LayerMask ofLines(
      final float[] rows, final float[] columns, final NDManager manager) {
    final long height = rows.length;
    final long width = columns.length;
    final Shape shape = new Shape(1, 1, height, width);
    final NDArray vertical = broadcast(rows, new Shape(1, 1, height, 1), shape, manager);
    final NDArray horizontal = broadcast(columns, new Shape(1, 1, 1, width), shape, manager);
    final int top = leading(rows);
    final int bottom = trailing(rows);
    final int left = leading(columns);
    final int right = trailing(columns);
    return new LayerMask(
        List.of(
            new Factor(vertical, new Rectangle(0, 0, width, top)),
            new Factor(vertical, new Rectangle(0, height - bottom, width, bottom)),
            new Factor(horizontal, new Rectangle(0, 0, left, height)),
            new Factor(horizontal, new Rectangle(width - right, 0, right, height))),
        sum(rows) * sum(columns));
  }

  /** Repeats a line over a plane, as a view. */
  private static NDArray broadcast(
      final float[] line, final Shape shape, final Shape plane, final NDManager manager) {
    try (NDArray borrowed = manager.create(line, shape);
        NDArray own = borrowed.duplicate()) {
      return own.broadcast(plane);
    }
  }

  /** Returns the number of values before the first that is one. */
  private static int leading(final float[] line) {
    int count = 0;
    while (count < line.length && line[count] < 1) count++;
    return count;
  }

  /** Returns the number of values after the last that is one; 0 if none is. */
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
   * Multiplies two masks of the same layer. The product owns both.
   *
   * @param other mask of the same layer
   * @return the product, to be closed instead of the two masks
   */
  public LayerMask times(final LayerMask other) {
    if (factors.isEmpty()) return other;
    if (other.factors.isEmpty()) return this;
    final List<Factor> both = Stream.concat(factors.stream(), other.factors.stream()).toList();
    final NDArray first = both.get(0).weights();
    try (NDArray mask = product(both, first, Rectangle.whole(first));
        NDArray sum = mask.sum()) {
      return new LayerMask(both, sum.getFloat());
    }
  }

  /** Returns the sum of the weights, which is the number of positions if all weights are one. */
  public double positions() {
    return positions;
  }

  /**
   * Computes the weighted Gram matrix of some positions.
   *
   * @param features of the positions, shape {@code (1, C, region.height, region.width)}
   * @param region of the layer that the positions form
   * @return Σ_k F_ik·m_k·F_jk, shape {@code (C, C)}; differentiable like {@link
   *     GramMatrix#of(NDArray)}
   */
  public NDArray gram(final NDArray features, final Rectangle region) {
    if (factors.isEmpty()) return GramMatrix.of(features);
    try (NDArray constant = features.stopGradient();
        NDArray weighted = constant.duplicate()) {
      for (final Factor factor : factors) factor.applyTo(weighted, region);
      return GramMatrix.of(features, weighted);
    }
  }

  /**
   * Computes the weighted sum of the features of some positions.
   *
   * @param features of the positions, float32, shape {@code (1, C, region.height, region.width)}
   * @param region of the layer that the positions form
   * @return Σ_k F_ik·m_k, shape {@code (C)}; differentiable
   */
  NDArray sum(final NDArray features, final Rectangle region) {
    if (factors.isEmpty()) return features.sum(new int[] {0, 2, 3}, false);
    try (NDArray mask = product(factors, features, region);
        NDArray weights = mask.reshape(-1);
        NDArray rows = features.reshape(features.getShape().get(1), -1)) {
      return rows.matMul(weights);
    }
  }

  /** Computes the weights of a region, shape {@code (1, 1, H, W)}, with the manager of an array. */
  private static NDArray product(
      final List<Factor> factors, final NDArray like, final Rectangle region) {
    final NDArray mask = like.getManager().ones(new Shape(1, 1, region.height(), region.width()));
    for (final Factor factor : factors) factor.applyTo(mask, region);
    return mask;
  }

  @Override
  public void close() {
    factors.forEach(factor -> factor.weights().close());
  }
}
