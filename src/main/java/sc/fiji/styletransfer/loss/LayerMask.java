package sc.fiji.styletransfer.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.stream.Stream;
import sc.fiji.styletransfer.picture.Rectangle;
import sc.fiji.styletransfer.tensor.Slice;

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
   * Weights of a layer, or a line of weights that is the same for all rows or columns.
   *
   * @param weights shape {@code (1, 1, H, W)}, {@code (1, 1, H, 1)} or {@code (1, 1, 1, W)}
   */
  private record Factor(NDArray weights) {

    NDArray of(final Rectangle region) {
      final boolean tall = weights.getShape().get(2) > 1;
      final boolean wide = weights.getShape().get(3) > 1;
      return new Rectangle(
              wide ? region.x() : 0,
              tall ? region.y() : 0,
              wide ? region.width() : 1,
              tall ? region.height() : 1)
          .of(weights);
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
      return new LayerMask(List.of(new Factor(mask.duplicate())), sum.getFloat());
    }
  }

  /**
   * Creates a mask that is the product of two lines. It needs the memory of the lines only.
   *
   * @param rows H values from 0 to 1
   * @param columns W values likewise
   * @param manager owner of the mask
   * @return the mask rows[y] · columns[x], to be closed
   */
  public static LayerMask ofLines(
      final float[] rows, final float[] columns, final NDManager manager) {
    final Factor vertical = line(rows, new Shape(1, 1, rows.length, 1), manager);
    final Factor horizontal = line(columns, new Shape(1, 1, 1, columns.length), manager);
    return new LayerMask(List.of(vertical, horizontal), sum(rows) * sum(columns));
  }

  private static Factor line(final float[] values, final Shape shape, final NDManager manager) {
    try (NDArray borrowed = manager.create(values, shape)) {
      return new Factor(borrowed.duplicate());
    }
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
    final long height = both.stream().mapToLong(f -> f.weights().getShape().get(2)).max().orElse(1);
    final long width = both.stream().mapToLong(f -> f.weights().getShape().get(3)).max().orElse(1);
    try (NDArray mask = product(both, new Rectangle(0, 0, width, height));
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
        NDArray mask = product(factors, region);
        NDArray rounded = likeChannel(constant, mask);
        NDArray weighted = constant.mul(rounded)) {
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
    try (NDArray mask = product(factors, region);
        NDArray weights = mask.reshape(-1);
        NDArray rows = features.reshape(features.getShape().get(1), -1)) {
      return rows.matMul(weights);
    }
  }

  /** Computes the weights of a region, shape {@code (1, 1, region.height, region.width)}. */
  private static NDArray product(final List<Factor> factors, final Rectangle region) {
    NDArray product = factors.get(0).of(region);
    for (final Factor factor : factors.subList(1, factors.size()))
      try (NDArray before = product;
          NDArray next = factor.of(region)) {
        product = before.mul(next);
      }
    return product;
  }

  /**
   * Converts a mask to the data type of features, which may be one that DJL cannot name. Features
   * times a mask of another type would have the other type.
   */
  private static NDArray likeChannel(final NDArray features, final NDArray mask) {
    try (NDArray channel = Slice.of(features, 1, 0, 1)) {
      return channel.sub(channel).addi(mask);
    }
  }

  @Override
  public void close() {
    factors.forEach(factor -> factor.weights().close());
  }
}
