package sc.fiji.styletransfer.tile;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import sc.fiji.styletransfer.features.FeatureExtractor;
import sc.fiji.styletransfer.network.Vgg19Layer;
import sc.fiji.styletransfer.picture.PictureSize;

/**
 * Looks at pictures part by part, in memory that depends on the part.
 *
 * @param eye that looks
 * @param side of a part at most, in pixels; 0 to look at the whole at once
 */
public record TiledFeatures(FeatureExtractor eye, int side) {

  /** Shown a picture part by part and layer by layer. */
  @FunctionalInterface
  public interface Visitor {

    /**
     * @param tile a part
     * @param layer one of those asked for
     * @param counted its features at the positions that count in this part, to be used during this
     *     call only
     */
    public void visit(Tile tile, Vgg19Layer layer, NDArray counted);
  }

  /**
   * @param size of a picture
   * @param layers to be looked at
   * @return the parts it is seen in
   */
  public List<Tile> tiles(final PictureSize size, final Set<Vgg19Layer> layers) {
    final int longest = size.longSide();
    return new TileGrid(size, Collections.max(layers), side == 0 ? longest + TileGrid.CELL : side)
        .tiles();
  }

  /**
   * Visits all parts of a picture; nothing of what is seen outlives the visit.
   *
   * @param picture shape {@code (1, 3, H, W)}
   * @param layers to be looked at
   * @param visitor shown what the network answers
   */
  public void visit(final NDArray picture, final Set<Vgg19Layer> layers, final Visitor visitor) {
    for (final Tile tile : tiles(PictureSize.of(picture), layers))
      try (NDManager here = picture.getManager().newSubManager();
          NDArray pixels = tile.cut(picture, here)) {
        look(pixels, tile, layers, visitor);
      }
  }

  /** Looks at the pixels shown of one part; differentiable. */
  public void look(
      final NDArray pixels, final Tile tile, final Set<Vgg19Layer> layers, final Visitor visitor) {
    eye.look(
        pixels,
        layers,
        (layer, features) -> {
          try (NDArray counted = tile.counted(features, layer)) {
            visitor.visit(tile, layer, counted);
          }
        });
  }
}
