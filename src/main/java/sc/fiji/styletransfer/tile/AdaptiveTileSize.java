package sc.fiji.styletransfer.tile;

import java.util.function.IntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sc.fiji.styletransfer.StyleTransferException;
import sc.fiji.styletransfer.picture.PictureSize;
import sc.fiji.styletransfer.tensor.DeviceMemory;

/**
 * The tile size of a run, which is halved whenever memory runs out. The size of tiles does not
 * change the result, so that the run continues where it was. It does not try larger tiles again.
 */
public final class AdaptiveTileSize {

  private static final Logger LOG = LoggerFactory.getLogger(AdaptiveTileSize.class);

  private static final int SMALLEST = 64;

  private int side;

  /**
   * @param side of the first tiles in pixels, 0 for the whole picture
   */
  public AdaptiveTileSize(final int side) {
    this.side = side;
  }

  /** Returns the present side of the tiles in pixels, 0 for the whole picture. */
  public int side() {
    return side;
  }

  /**
   * Runs a task that computes in tiles, and repeats it with smaller tiles while memory runs out.
   *
   * @param size of the picture
   * @param task receives the side of the tiles in pixels, 0 for the whole picture
   * @param <T> result of the task
   * @return the result of the task
   * @throws StyleTransferException if memory runs out with the smallest tiles, too
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
          "Memory ran out with the smallest tiles. Choose a smaller size, or the optimizer adam,"
              + " which needs less memory.",
          cause);
    side = present / 2 / TileGrid.CELL * TileGrid.CELL;
    LOG.warn("Memory ran out. The run continues in tiles of {} pixels.", side);
  }
}
