package sc.fiji.styletransfer.neighbour;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import sc.fiji.styletransfer.network.Vgg19Layer;
import sc.fiji.styletransfer.picture.PictureSize;
import sc.fiji.styletransfer.picture.Rectangle;
import sc.fiji.styletransfer.tensor.DeviceChoice;
import sc.fiji.styletransfer.tensor.TensorEngine;
import sc.fiji.styletransfer.tensor.TensorSession;
import sc.fiji.styletransfer.tile.Tile;
import sc.fiji.styletransfer.tile.TileGrid;

class QuarterGridTest {

  private TensorSession session;

  @BeforeEach
  void open() {
    session = TensorEngine.start().open(new DeviceChoice("cpu"));
  }

  @AfterEach
  void close() {
    session.close();
  }

  /**
   * 22 × 16 pixels: 5 × 4 positions of the grid, of which block 4 has 2 × 2 and block 5 has 1 × 1.
   */
  @Test
  void deeperFeaturesAreRepeatedToTheEdge() {
    final QuarterGrid grid = QuarterGrid.of(new PictureSize(22, 16));
    final Rectangle whole = new Rectangle(0, 0, 5, 4);
    final NDArray four = session.manager().create(new float[] {1, 2, 3, 4}, new Shape(1, 1, 2, 2));
    assertEquals(whole, grid.covered(Vgg19Layer.CONV4_2, new Rectangle(0, 0, 2, 2)));
    assertArrayEquals(
        new float[] {1, 1, 2, 2, 2, 1, 1, 2, 2, 2, 3, 3, 4, 4, 4, 3, 3, 4, 4, 4},
        grid.arrange(Vgg19Layer.CONV4_2, four, whole).toFloatArray());
    final NDArray one = session.manager().create(new float[] {7}, new Shape(1, 1, 1, 1));
    final float[] sevens = new float[20];
    Arrays.fill(sevens, 7);
    assertArrayEquals(sevens, grid.arrange(Vgg19Layer.CONV5_1, one, whole).toFloatArray());
  }

  @Test
  void shallowFeaturesAreAveraged() {
    final QuarterGrid grid = new QuarterGrid(1, 1);
    final NDArray features =
        session.manager().arange(20f).reshape(new Shape(1, 1, 4, 5)); // the fifth column is dropped
    assertArrayEquals(
        new float[] {9},
        grid.arrange(Vgg19Layer.CONV1_2, features, new Rectangle(0, 0, 1, 1)).toFloatArray());
  }

  /** The positions that the tiles of a layer cover are those that the tiles of the grid cover. */
  @ParameterizedTest
  @EnumSource(
      value = Vgg19Layer.class,
      names = {"CONV1_1", "CONV2_2", "CONV3_3", "CONV4_1", "CONV5_1"})
  void tilesCoverThePositionsOfTheGrid(final Vgg19Layer layer) {
    final PictureSize size = new PictureSize(95, 61);
    final QuarterGrid grid = QuarterGrid.of(size);
    final List<Tile> tiles = new TileGrid(size, Vgg19Layer.CONV5_1, 32).tiles();
    for (final Tile tile : tiles)
      assertEquals(tile.positions(QuarterGrid.LAYER), grid.covered(layer, tile.positions(layer)));
    assertEquals(
        grid.positions(),
        tiles.stream().mapToLong(tile -> tile.positions(QuarterGrid.LAYER).positions()).sum());
  }

  @Test
  void placedValuesAreSurroundedByZeros() {
    final NDArray part = session.manager().create(new float[] {5, 6}, new Shape(1, 1, 2));
    assertArrayEquals(
        new float[] {0, 0, 0, 0, 0, 5, 6, 0, 0, 0, 0, 0},
        new QuarterGrid(4, 3).placed(part, new Rectangle(1, 1, 2, 1)).toFloatArray());
  }
}
