package sc.fiji.styletransfer.transfer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import sc.fiji.styletransfer.features.Activations;
import sc.fiji.styletransfer.weights.Vgg19Layer;

/**
 * Looks at pictures part by part, in memory that depends on the part.
 *
 * @param eye that looks
 * @param side of a part at most, in pixels; 0 to look at the whole at once
 */
record Survey(Eye eye, int side) {

  /**
   * @param size of a picture
   * @param layers to be looked at
   * @return the parts it is seen in
   */
  List<Tile> tiles(final PictureSize size, final Set<Vgg19Layer> layers) {
    final int longest = size.longSide();
    return new TileGrid(size, Collections.max(layers), side == 0 ? longest + TileGrid.CELL : side)
        .tiles();
  }

  /**
   * Visits all parts of a picture; nothing of what is seen outlives the visit.
   *
   * @param picture shape {@code (1, 3, H, W)}
   * @param layers to be looked at
   * @param visitor told what the network answers to the pixels shown of each tile
   */
  void visit(
      final NDArray picture,
      final Set<Vgg19Layer> layers,
      final BiConsumer<Activations, Tile> visitor) {
    for (final Tile tile : tiles(PictureSize.of(picture), layers))
      try (NDManager here = picture.getManager().newSubManager();
          NDArray pixels = tile.cut(picture, here);
          Activations seen = eye.look(pixels, layers)) {
        visitor.accept(seen, tile);
      }
  }
}
