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
 * Leads a loss that is found in 16 bits to the minimum that it has in 32 (defect correction,
 * Stetter 1978, which for linear equations is iterative refinement): now and then an exact network
 * looks at the picture, too, and the difference is added to what the other sees from then on. Where
 * the picture is then, the loss is exact; around it only the slope is rounded.
 */
public final class DefectCorrection implements AutoCloseable {

  private static final String PLACE = "run.corrected";

  private final AdaptiveTileSize tiles;
  private final FeatureExtractor exact;
  private final FeatureExtractor rounded;
  private final List<CorrectedLoss> losses;
  private final Set<Vgg19Layer> layers;
  private TensorVector place;

  /**
   * @param tiles in which to look
   * @param exact network
   * @param rounded network, by which the losses are found
   * @param losses those among them that can be corrected are; not closed by this object
   */
  public DefectCorrection(
      final AdaptiveTileSize tiles,
      final FeatureExtractor exact,
      final FeatureExtractor rounded,
      final PerceptualLoss.Losses losses) {
    this.tiles = tiles;
    this.exact = exact;
    this.rounded = rounded;
    this.losses = losses.correctable();
    layers = losses.layers();
  }

  /** Whether there is nothing to correct. */
  public boolean isNeedless() {
    return losses.isEmpty();
  }

  /** Makes the losses exact at these pixels. */
  public void at(final TensorVector pixels) {
    if (place == null) place = pixels.duplicate();
    else place.set(pixels);
    tiles.compute(
        PictureSize.of(pixels.array()),
        side -> {
          losses.forEach(CorrectedLoss::forget);
          learn(new TiledFeatures(exact, side), pixels, 1);
          learn(new TiledFeatures(rounded, side), pixels, -1);
          return side;
        });
  }

  private void learn(final TiledFeatures survey, final TensorVector pixels, final int sign) {
    survey.visit(
        pixels.array(),
        layers,
        (tile, layer, counted) -> {
          for (final CorrectedLoss loss : losses)
            if (loss.layer() == layer) loss.learn(counted, tile.positions(layer), sign);
        });
  }

  /** Writes down what is needed to go on. */
  public void save(final Snapshot<TensorVector> snapshot) {
    if (place != null) snapshot.put(PLACE, place);
  }

  /** Goes on where another was saved. */
  public void restore(final Snapshot<TensorVector> snapshot) {
    if (!snapshot.has(PLACE)) return;
    try (TensorVector before = snapshot.vector(PLACE)) {
      at(before);
    }
  }

  @Override
  public void close() {
    if (place != null) place.close();
    place = null;
  }
}
