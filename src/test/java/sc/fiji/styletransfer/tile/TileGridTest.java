package sc.fiji.styletransfer.tile;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sc.fiji.styletransfer.network.Vgg19Layer;
import sc.fiji.styletransfer.picture.PictureSize;
import sc.fiji.styletransfer.picture.Rectangle;

class TileGridTest {

  @Test
  void edgesAreAlignedAndPaddingCoversTheReceptiveField() {
    final List<Tile> tiles =
        new TileGrid(new PictureSize(536, 300), Vgg19Layer.CONV5_1, 256).tiles();
    assertEquals(6, tiles.size());
    // A position of conv5_1 depends on 70 pixels before it and 85 after it.
    assertEquals(new Rectangle(0, 0, 176, 144), tiles.get(0).core());
    assertEquals(new Rectangle(0, 0, 272, 240), tiles.get(0).padded());
    assertEquals(new Rectangle(176, 144, 176, 156), tiles.get(4).core());
    assertEquals(new Rectangle(96, 64, 352, 236), tiles.get(4).padded());
  }

  @ParameterizedTest
  @CsvSource({"16,16,64", "47,130,16", "300,211,128", "1000,17,100", "333,777,5000"})
  void everyFeatureOfEveryLayerBelongsToOneTile(final int width, final int height, final int side) {
    final PictureSize size = new PictureSize(width, height);
    final List<Tile> tiles = new TileGrid(size, Vgg19Layer.CONV5_4, side).tiles();
    for (final Vgg19Layer layer : Vgg19Layer.values()) {
      final int columns = width >> layer.block() - 1;
      final int[] counts = new int[(int) size.positionsAt(layer)];
      for (final Tile tile : tiles) {
        final Rectangle positions = tile.positions(layer);
        for (long y = positions.y(); y < positions.y() + positions.height(); y++)
          for (long x = positions.x(); x < positions.x() + positions.width(); x++)
            counts[(int) (y * columns + x)]++;
      }
      final int[] once = new int[counts.length];
      Arrays.fill(once, 1);
      assertArrayEquals(once, counts, layer.toString());
    }
  }

  @ParameterizedTest
  @CsvSource({"300,211,128", "1000,17,100"})
  void noTileIsEmptyOrLargerThanTheSide(final int width, final int height, final int side) {
    final PictureSize size = new PictureSize(width, height);
    for (final Tile tile : new TileGrid(size, Vgg19Layer.CONV5_1, side).tiles()) {
      // The last tile includes the pixels that fill no cell of 16.
      assertTrue(tile.core().width() < side + TileGrid.CELL);
      assertTrue(tile.core().height() < side + TileGrid.CELL);
      assertTrue(tile.positions(Vgg19Layer.CONV5_1).positions() > 0);
    }
  }
}
