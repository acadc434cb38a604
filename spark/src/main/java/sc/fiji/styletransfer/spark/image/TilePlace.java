package sc.fiji.styletransfer.spark.image;

import java.io.Serializable;
import sc.fiji.styletransfer.picture.Rectangle;
import sc.fiji.styletransfer.tile.Tile;

/**
 * The place of a tile in its picture, as it travels to executors.
 *
 * @param index number of the tile
 * @param core left edge, upper edge, width and height of the core
 * @param padded likewise, of the core with the pixels around it
 */
record TilePlace(int index, long[] core, long[] padded) implements Serializable {

  static TilePlace of(final int index, final Tile tile) {
    return new TilePlace(index, numbers(tile.core()), numbers(tile.padded()));
  }

  private static long[] numbers(final Rectangle rectangle) {
    return new long[] {rectangle.x(), rectangle.y(), rectangle.width(), rectangle.height()};
  }

  Tile tile() {
    return new Tile(rectangle(core), rectangle(padded));
  }

  private static Rectangle rectangle(final long[] numbers) {
    return new Rectangle(numbers[0], numbers[1], numbers[2], numbers[3]);
  }
}
