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
 * Computes the features of a picture tile by tile. The memory depends on the size of a tile and not
 * on the size of the picture.
 *
 * @param extractor of the features
 * @param side longest side of a tile in pixels; 0 evaluates the whole picture as one tile
 */
public record TiledFeatures(FeatureExtractor extractor, int side) {

  /** Receives the features of a picture tile by tile and layer by layer. */
  @FunctionalInterface
  public interface Visitor {

    /**
     * @param tile of the picture
     * @param layer one of the requested layers
     * @param features of the layer in the tile's core; valid during this call only
     */
    void visit(Tile tile, Vgg19Layer layer, NDArray features);
  }

  /**
   * Returns the tiles of a picture.
   *
   * @param size of the picture
   * @param layers to evaluate
   * @return the tiles, row by row
   */
  public List<Tile> tiles(final PictureSize size, final Set<Vgg19Layer> layers) {
    final int whole = size.longSide() + TileGrid.CELL;
    return new TileGrid(size, Collections.max(layers), side == 0 ? whole : side).tiles();
  }

  /**
   * Computes the features of all tiles of a picture.
   *
   * @param picture shape {@code (1, 3, H, W)}
   * @param layers to evaluate
   * @param visitor receives the features
   */
  public void visit(final NDArray picture, final Set<Vgg19Layer> layers, final Visitor visitor) {
    for (final Tile tile : tiles(PictureSize.of(picture), layers))
      try (NDManager tileManager = picture.getManager().newSubManager();
          NDArray pixels = tile.crop(picture, tileManager)) {
        visitTile(pixels, tile, layers, visitor);
      }
  }

  /**
   * Computes the features of one tile; differentiable.
   *
   * @param pixels of the padded tile, from {@link Tile#crop}
   * @param tile of the picture
   * @param layers to evaluate
   * @param visitor receives the features
   */
  public void visitTile(
      final NDArray pixels, final Tile tile, final Set<Vgg19Layer> layers, final Visitor visitor) {
    extractor.visit(
        pixels,
        layers,
        (layer, features) -> {
          try (NDArray core = tile.coreFeatures(features, layer)) {
            visitor.visit(tile, layer, core);
          }
        });
  }
}
