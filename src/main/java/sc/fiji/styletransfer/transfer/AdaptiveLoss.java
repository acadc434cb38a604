package sc.fiji.styletransfer.transfer;

import java.util.function.IntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sc.fiji.styletransfer.StyleTransferException;
import sc.fiji.styletransfer.optimise.Objective;
import sc.fiji.styletransfer.tensor.DeviceMemory;

/**
 * A loss that is found in smaller tiles when memory runs out. As tiles do not change its value, the
 * run goes on from where it was.
 */
final class AdaptiveLoss implements Objective<TensorVector> {

  private static final Logger LOG = LoggerFactory.getLogger(AdaptiveLoss.class);

  private static final int SMALLEST_TILE = 64;

  private final IntFunction<Objective<TensorVector>> bySide;
  private int side;
  private Objective<TensorVector> loss;

  /**
   * @param side of tiles to begin with, 0 for the whole picture
   * @param bySide the same loss, found in tiles of a given side
   */
  AdaptiveLoss(final int side, final IntFunction<Objective<TensorVector>> bySide) {
    this.side = side;
    this.bySide = bySide;
    loss = bySide.apply(side);
  }

  @Override
  public double evaluate(final TensorVector x, final TensorVector gradient) {
    while (true)
      try {
        return loss.evaluate(x, gradient);
      } catch (final RuntimeException e) {
        if (e instanceof StyleTransferException || !DeviceMemory.ranOut(e)) throw e;
        shrink(PictureSize.of(x.array()), e);
      }
  }

  private void shrink(final PictureSize size, final RuntimeException cause) {
    final int present = side == 0 ? size.longSide() : Math.min(side, size.longSide());
    if (present / 2 < SMALLEST_TILE)
      throw new StyleTransferException(
          "Memory ran out even with small tiles; choose a smaller size, a shorter history or adam.",
          cause);
    side = present / 2 / TileGrid.CELL * TileGrid.CELL;
    loss = bySide.apply(side);
    LOG.warn("Memory ran out; going on in tiles of {} pixels", side);
  }
}
