package sc.fiji.styletransfer.neighbour;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.nn.core.Embedding;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import sc.fiji.styletransfer.loss.FeatureLoss;
import sc.fiji.styletransfer.network.Vgg19Layer;
import sc.fiji.styletransfer.picture.Rectangle;
import sc.fiji.styletransfer.tensor.Slice;

/**
 * The loss Σ_i m_i·(1 − cos(Φ_i, T_i)) between the hypercolumns Φ of the picture and those of the
 * style that were matched to its positions (Kolkin et al. 2022, eq. 3). The statistic consists of
 * two planes of the {@link QuarterGrid}, ⟨Φ_i, T_i⟩ and ⟨Φ_i, Φ_i⟩, to which every layer adds.
 */
final class NeighbourLoss implements FeatureLoss {

  /**
   * Smallest |Φ_i|², relative to a mean of one. The correction of mixed precision can make the sum
   * of a flat picture negative.
   */
  private static final float SMALLEST = 1e-6f;

  private final Set<Vgg19Layer> layers;
  private final NDArray matches;

  /** m_i/|T_i|, shape {@code (H, W)}. */
  private final NDArray shares;

  /** Σ_i m_i. */
  private final NDArray total;

  private final Map<Vgg19Layer, Part> parts = new EnumMap<>(Vgg19Layer.class);

  /**
   * A layer's part of the hypercolumns.
   *
   * @param style the styles, one in each row, shape {@code (K, C)}; a view
   * @param factors √w_l and w_l, which multiply the two planes, shape {@code (2, 1)}
   */
  private record Part(NDArray style, NDArray factors) {}

  /**
   * @param hypercolumns layers of the rows of the styles
   * @param style hypercolumns of the styles, one in each row; not closed by this object
   * @param layers that are compared: all, or one
   * @param matches row of the styles for each position of the grid, int64, shape {@code (H, W)};
   *     owned by this object
   * @param weights m_i, the weight of the term included, shape {@code (H, W)}; owned by this object
   */
  NeighbourLoss(
      final Hypercolumns hypercolumns,
      final NDArray style,
      final Set<Vgg19Layer> layers,
      final NDArray matches,
      final NDArray weights) {
    this.layers = layers;
    this.matches = matches;
    try (weights;
        NDArray part = hypercolumns.part(layers, style);
        NDArray lengths = NearestNeighbours.lengths(part);
        NDArray all = matches.reshape(-1);
        NDArray matched = selected(lengths, all);
        NDArray plane = matched.reshape(matches.getShape())) {
      shares = weights.div(plane);
      total = weights.sum();
    }
    for (final Vgg19Layer layer : layers) {
      final float root = (float) hypercolumns.root(layer);
      try (NDArray borrowed =
          matches.getManager().create(new float[] {root, root * root}, new Shape(2, 1))) {
        parts.put(layer, new Part(hypercolumns.part(Set.of(layer), style), borrowed.duplicate()));
      }
    }
  }

  /** Returns the row of the styles for each position of the grid, shape {@code (H, W)}. */
  NDArray matches() {
    return matches;
  }

  /** Returns the sum of the weights of all positions. */
  double weight() {
    return total.getFloat();
  }

  @Override
  public Set<Vgg19Layer> layers() {
    return layers;
  }

  @Override
  public NDArray statistic(final Vgg19Layer layer, final NDArray features, final Rectangle region) {
    final QuarterGrid grid =
        new QuarterGrid((int) matches.getShape().get(1), (int) matches.getShape().get(0));
    final Rectangle covered = grid.covered(layer, region);
    // The factors multiply the sums, because a product with whole matrices takes time.
    try (NDArray arranged = grid.arrange(layer, features, covered);
        NDArray rows = QuarterGrid.rows(arranged);
        NDArray matched = matched(covered, grid);
        NDArray targets = selected(parts.get(layer).style(), matched);
        NDArray products = rows.mul(targets);
        NDArray inner = products.sum(new int[] {1});
        // The engine differentiates a square in more steps.
        NDArray squares = rows.mul(rows);
        NDArray energy = squares.sum(new int[] {1});
        NDArray both = NDArrays.stack(new NDList(inner, energy));
        NDArray weighted = both.mul(parts.get(layer).factors());
        NDArray planes = weighted.reshape(new Shape(2, covered.height(), covered.width()))) {
      return grid.placed(planes, covered);
    }
  }

  /** Returns some rows of a matrix; an embedding is the fastest way to read them. */
  private static NDArray selected(final NDArray matrix, final NDArray rows) {
    return Embedding.embedding(rows, matrix, SparseFormat.DENSE).singletonOrThrow();
  }

  /** Returns the matches of some positions in one row. */
  private NDArray matched(final Rectangle covered, final QuarterGrid grid) {
    if (covered.positions() == grid.positions()) return matches.reshape(-1);
    try (NDArray part =
        matches.get(
            new NDIndex(
                "{}:{}, {}:{}",
                covered.y(),
                covered.y() + covered.height(),
                covered.x(),
                covered.x() + covered.width()))) {
      return part.reshape(-1);
    }
  }

  @Override
  public NDArray value(final NDArray statistic) {
    try (NDArray inner = Slice.of(statistic, 0, 0, 1);
        NDArray energy = Slice.of(statistic, 0, 1, 2);
        NDArray positive = energy.maximum(SMALLEST);
        NDArray length = positive.sqrt();
        NDArray cosine = inner.div(length);
        NDArray weighted = cosine.mul(shares);
        NDArray sum = weighted.sum()) {
      return total.sub(sum);
    }
  }

  @Override
  public void close() {
    matches.close();
    shares.close();
    total.close();
    for (final Part part : parts.values()) {
      part.style().close();
      part.factors().close();
    }
  }
}
