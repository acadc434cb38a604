package sc.fiji.styletransfer.objective;

import java.util.List;
import java.util.Set;
import sc.fiji.styletransfer.features.FeatureExtractor;
import sc.fiji.styletransfer.network.Vgg19Layer;
import sc.fiji.styletransfer.optimise.Snapshot;
import sc.fiji.styletransfer.picture.PictureSize;
import sc.fiji.styletransfer.pixels.TensorVector;
import sc.fiji.styletransfer.tile.AdaptiveTileSize;
import sc.fiji.styletransfer.tile.TiledFeatures;

/**
 * Corrects losses that are computed in 16 bits, so that their minimum is the minimum in 32 bits.
 * This is defect correction (Stetter 1978), which for linear equations is iterative refinement:
 * from time to time an exact network evaluates the picture too, and the difference is added to
 * everything that the rounding network computes afterwards. At that picture the loss is exact; near
 * it only the gradient is rounded.
 */
public final class DefectCorrection implements AutoCloseable {

  /** Key of the picture at which the correction was computed. */
  private static final String PIXELS = "run.corrected";

  /** Corrects nothing. */
  public static final DefectCorrection NONE =
      new DefectCorrection(null, null, null, new Losses(List.of(), List.of(), List.of(), null));

  private final AdaptiveTileSize tiles;
  private final FeatureExtractor exact;
  private final FeatureExtractor rounded;
  private final List<CorrectedLoss> losses;
  private final Set<Vgg19Layer> layers;
  private TensorVector corrected;

  /**
   * @param tiles in which the networks evaluate the picture
   * @param exact extractor in single precision
   * @param rounded extractor that the losses are computed with
   * @param losses of which those made by {@link Losses#corrected} are corrected; not closed by this
   *     object
   */
  public DefectCorrection(
      final AdaptiveTileSize tiles,
      final FeatureExtractor exact,
      final FeatureExtractor rounded,
      final Losses losses) {
    this.tiles = tiles;
    this.exact = exact;
    this.rounded = rounded;
    this.losses = losses.correctable();
    layers = losses.layers();
  }

  /** Returns whether no loss is corrected. */
  public boolean isEmpty() {
    return losses.isEmpty();
  }

  /**
   * Recomputes the correction, which makes the losses exact at these pixels.
   *
   * @param pixels of the picture
   */
  public void update(final TensorVector pixels) {
    if (corrected == null) corrected = pixels.duplicate();
    else corrected.set(pixels);
    tiles.compute(
        PictureSize.of(pixels.array()),
        side -> {
          losses.forEach(CorrectedLoss::reset);
          accumulate(new TiledFeatures(exact, side), pixels, 1);
          accumulate(new TiledFeatures(rounded, side), pixels, -1);
          return side;
        });
  }

  private void accumulate(
      final TiledFeatures tiledFeatures, final TensorVector pixels, final int sign) {
    tiledFeatures.visit(
        pixels.array(),
        layers,
        (tile, layer, features) -> {
          for (final CorrectedLoss loss : losses)
            if (loss.layers().contains(layer))
              loss.accumulate(layer, features, tile.positions(layer), sign);
        });
  }

  /**
   * Stores the picture from which {@link #restore} can recompute the correction.
   *
   * @param snapshot receives the picture
   */
  public void save(final Snapshot<TensorVector> snapshot) {
    if (corrected != null) snapshot.put(PIXELS, corrected);
  }

  /**
   * Recomputes the correction that was saved.
   *
   * @param snapshot that {@link #save} wrote to
   */
  public void restore(final Snapshot<TensorVector> snapshot) {
    if (!snapshot.has(PIXELS)) return;
    try (TensorVector pixels = snapshot.vector(PIXELS)) {
      update(pixels);
    }
  }

  @Override
  public void close() {
    if (corrected != null) corrected.close();
    corrected = null;
  }
}
