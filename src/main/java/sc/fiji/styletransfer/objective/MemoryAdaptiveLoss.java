package sc.fiji.styletransfer.objective;

import java.util.function.DoubleSupplier;
import java.util.function.IntFunction;
import sc.fiji.styletransfer.optimise.Objective;
import sc.fiji.styletransfer.picture.PictureSize;
import sc.fiji.styletransfer.pixels.TensorVector;
import sc.fiji.styletransfer.tile.AdaptiveTileSize;

/** A loss that switches to smaller tiles when memory runs out. */
public final class MemoryAdaptiveLoss implements Objective<TensorVector> {

  private final AdaptiveTileSize tiles;
  private final IntFunction<Objective<TensorVector>> bySide;
  private int side = -1;
  private Objective<TensorVector> loss;

  /**
   * @param tiles of the run
   * @param bySide creates the loss for a tile side in pixels, 0 for the whole picture; the function
   *     is the same for every side
   */
  public MemoryAdaptiveLoss(
      final AdaptiveTileSize tiles, final IntFunction<Objective<TensorVector>> bySide) {
    this.tiles = tiles;
    this.bySide = bySide;
  }

  @Override
  public DoubleSupplier begin(final TensorVector x, final TensorVector gradient) {
    return tiles.compute(
        PictureSize.of(x.array()), tileSide -> lossFor(tileSide).begin(x, gradient));
  }

  private Objective<TensorVector> lossFor(final int tileSide) {
    if (tileSide != side) loss = bySide.apply(tileSide);
    side = tileSide;
    return loss;
  }
}
