package sc.fiji.styletransfer.objective;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import sc.fiji.styletransfer.loss.AdditiveTerm;
import sc.fiji.styletransfer.network.Vgg19Layer;
import sc.fiji.styletransfer.tensor.GradientTape;
import sc.fiji.styletransfer.tensor.TensorSession;
import sc.fiji.styletransfer.tile.Tile;
import sc.fiji.styletransfer.tile.TiledFeatures;

/**
 * The two passes over a tile. The first computes the tile's part of each statistic. The second
 * computes the derivative of Σ_l ⟨∂L/∂S_l, S_l(tile)⟩ with respect to the padded pixels.
 *
 * @param session that computes
 * @param tiledFeatures computes the features
 * @param terms statistics; those that are minimised come first
 * @param layers to evaluate
 */
record TilePasses(
    TensorSession session,
    TiledFeatures tiledFeatures,
    List<? extends AdditiveTerm> terms,
    Set<Vgg19Layer> layers) {

  /** Receives a part of a statistic. */
  @FunctionalInterface
  interface Receiver {

    /**
     * @param index of the term
     * @param addend of its statistic; valid during this call only
     */
    void accept(int index, NDArray addend);
  }

  /**
   * First pass.
   *
   * @param pixels of the padded tile
   * @param tile of the picture
   * @param receiver receives the statistic of each term and layer
   */
  void statistics(final NDArray pixels, final Tile tile, final Receiver receiver) {
    tiledFeatures.visitTile(
        pixels,
        tile,
        layers,
        (part, layer, features) -> {
          for (final int i : indicesOf(layer, terms.size()))
            try (NDArray addend = terms.get(i).statistic(layer, features, part.positions(layer))) {
              receiver.accept(i, addend);
            }
        });
  }

  /**
   * Second pass.
   *
   * @param pixels of the padded tile, whose manager owns intermediate results
   * @param tile of the picture
   * @param derivatives ∂L/∂S_l of the first terms, which are those that are minimised
   * @return derivative with respect to the pixels
   */
  NDArray derivative(final NDArray pixels, final Tile tile, final List<NDArray> derivatives) {
    pixels.setRequiresGradient(true);
    try (GradientTape tape = session.record()) {
      tape.backward(weightedStatistics(pixels, tile, derivatives));
    }
    return pixels.getGradient();
  }

  /**
   * Computes Σ_l ⟨∂L/∂S_l, S_l(tile)⟩. Of the activations, only those that the backward pass needs
   * stay in memory, held by the tape.
   */
  private NDArray weightedStatistics(
      final NDArray pixels, final Tile tile, final List<NDArray> derivatives) {
    final List<NDArray> products = new ArrayList<>();
    tiledFeatures.visitTile(
        pixels,
        tile,
        layers,
        (part, layer, features) -> {
          for (final int i : indicesOf(layer, derivatives.size()))
            products.add(
                terms
                    .get(i)
                    .statistic(layer, features, part.positions(layer))
                    .mul(derivatives.get(i))
                    .sum());
        });
    return products.stream().reduce(NDArray::add).orElseThrow();
  }

  /** Returns the indices of the terms of a layer among the first ones. */
  private int[] indicesOf(final Vgg19Layer layer, final int count) {
    return IntStream.range(0, count).filter(i -> terms.get(i).layers().contains(layer)).toArray();
  }
}
