package sc.fiji.styletransfer.tile;

import java.util.function.IntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sc.fiji.styletransfer.StyleTransferException;
import sc.fiji.styletransfer.picture.PictureSize;
import sc.fiji.styletransfer.tensor.DeviceMemory;

/**
 * The tiles of a run, which become smaller when memory runs out. As tiles do not change what is
 * computed, the run goes on from where it was, and does not try the larger ones again.
 */
public final class AdaptiveTileSize {

  private static final Logger LOG = LoggerFactory.getLogger(AdaptiveTileSize.class);

  private static final int SMALLEST = 64;

  private int side;

  /**
   * @param side of tiles to begin with, 0 for the whole picture
   */
  public AdaptiveTileSize(final int side) {
    this.side = side;
  }

  /** Side of the tiles at present, 0 for the whole picture. */
  public int side() {
    return side;
  }

  /**
   * Computes something in tiles.
   *
   * @param size of the picture
   * @param task given the side of the tiles, 0 for the whole picture; repeated with a smaller one
   *     if memory runs out
   * @return what the task returns
   * @throws StyleTransferException if memory runs out even with small tiles
   */
  public <T> T compute(final PictureSize size, final IntFunction<T> task) {
    while (true)
      try {
        return task.apply(side);
      } catch (final RuntimeException e) {
        if (e instanceof StyleTransferException || !DeviceMemory.ranOut(e)) throw e;
        shrink(size, e);
      }
  }

  private void shrink(final PictureSize size, final RuntimeException cause) {
    final int present = side == 0 ? size.longSide() : Math.min(side, size.longSide());
    if (present / 2 < SMALLEST)
      throw new StyleTransferException(
          "Memory ran out even with small tiles; choose a smaller size, a shorter history or adam.",
          cause);
    side = present / 2 / TileGrid.CELL * TileGrid.CELL;
    LOG.warn("Memory ran out; going on in tiles of {} pixels", side);
  }
}
