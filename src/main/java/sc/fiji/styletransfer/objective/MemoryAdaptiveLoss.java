package sc.fiji.styletransfer.objective;

import java.util.function.DoubleSupplier;
import java.util.function.IntFunction;
import sc.fiji.styletransfer.optimise.Objective;
import sc.fiji.styletransfer.picture.PictureSize;
import sc.fiji.styletransfer.pixels.TensorVector;
import sc.fiji.styletransfer.tile.AdaptiveTileSize;

/**
 * A loss that switches to smaller tiles when memory runs out, and from time to time returns freed
 * memory to the system.
 */
public final class MemoryAdaptiveLoss implements Objective<TensorVector> {

  /**
   * Evaluations after which freed memory is returned. Between the vectors of the optimiser it stays
   * in pieces, and each evaluation would add to them: a run that needs 1.4 GB grew to 4.2 GB. To
   * return it after every evaluation takes a tenth more time.
   */
  private static final int TRIM_INTERVAL = 5;

  private final AdaptiveTileSize tiles;
  private final Runnable trim;
  private final IntFunction<Objective<TensorVector>> bySide;
  private int evaluations;
  private int side = -1;
  private Objective<TensorVector> loss;

  /**
   * @param tiles of the run
   * @param trim returns freed memory to the system
   * @param bySide creates the loss for a tile side in pixels, 0 for the whole picture; the function
   *     is the same for every side
   */
  public MemoryAdaptiveLoss(
      final AdaptiveTileSize tiles,
      final Runnable trim,
      final IntFunction<Objective<TensorVector>> bySide) {
    this.tiles = tiles;
    this.trim = trim;
    this.bySide = bySide;
  }

  @Override
  public DoubleSupplier begin(final TensorVector x, final TensorVector gradient) {
    if (++evaluations % TRIM_INTERVAL == 0) trim.run();
    return tiles.compute(
        PictureSize.of(x.array()), tileSide -> lossFor(tileSide).begin(x, gradient));
  }

  private Objective<TensorVector> lossFor(final int tileSide) {
    if (tileSide != side) loss = bySide.apply(tileSide);
    side = tileSide;
    return loss;
  }
}
