package sc.fiji.styletransfer.objective;

import ai.djl.ndarray.NDManager;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import sc.fiji.styletransfer.features.FeatureExtractor;
import sc.fiji.styletransfer.loss.FeatureLoss;
import sc.fiji.styletransfer.loss.LayerLoss;
import sc.fiji.styletransfer.loss.LossWeighting;
import sc.fiji.styletransfer.network.NetworkWidths;
import sc.fiji.styletransfer.network.Vgg19Layer;
import sc.fiji.styletransfer.optimise.Objective;
import sc.fiji.styletransfer.picture.PictureSize;
import sc.fiji.styletransfer.pixels.TensorStorage;
import sc.fiji.styletransfer.pixels.TensorVector;
import sc.fiji.styletransfer.tensor.TensorSession;

/**
 * The terms of the loss with their targets. {@link LossBuilder} creates them; the code that builds
 * them closes them. Objectives use them without owning them.
 */
public final class Losses implements AutoCloseable {

  private final List<FeatureLoss> content;
  private final List<FeatureLoss> style;
  private final List<LayerLoss> monitored;
  private final PixelTerms pixels;

  /**
   * @param content losses on the features of the content
   * @param style losses on the statistics of the styles
   * @param monitored distances that are computed but not minimised
   * @param pixels terms on the pixels themselves
   */
  Losses(
      final List<? extends FeatureLoss> content,
      final List<? extends FeatureLoss> style,
      final List<LayerLoss> monitored,
      final PixelTerms pixels) {
    this.content = List.copyOf(content);
    this.style = List.copyOf(style);
    this.monitored = monitored;
    this.pixels = pixels;
  }

  /**
   * Creates the function to minimise. It must not be evaluated after these losses are closed.
   *
   * @param session that computes
   * @param extractor of the features
   * @param evaluation tile side, weighting and listener
   * @return the sum of the weighted terms as a function of the pixels; the tile side does not
   *     change its values
   */
  public Objective<TensorVector> objective(
      final TensorSession session, final FeatureExtractor extractor, final Evaluation evaluation) {
    return evaluation.tileSide() == 0
        ? new PerceptualLoss(session, extractor, this, evaluation)
        : new TiledPerceptualLoss(session, extractor, this, evaluation);
  }

  /**
   * Wraps the losses so that {@link DefectCorrection} can correct them.
   *
   * @param size of the picture
   * @param widths of the network
   * @param owner of the corrections
   * @param storage of the corrections of features
   * @return the same losses with corrections of zero; they own these losses, which the caller no
   *     longer closes
   */
  public Losses corrected(
      final PictureSize size,
      final NetworkWidths widths,
      final NDManager owner,
      final TensorStorage storage) {
    return new Losses(
        content.stream()
            .map(
                loss ->
                    new FeatureCorrection(
                        loss,
                        storage.zeros(
                            owner, size.shapeAt(deepest(loss), widths.features(deepest(loss))))))
            .toList(),
        style.stream().map(loss -> new StatisticCorrection(loss, owner)).toList(),
        monitored,
        pixels);
  }

  List<FeatureLoss> content() {
    return content;
  }

  List<FeatureLoss> style() {
    return style;
  }

  List<LayerLoss> monitored() {
    return monitored;
  }

  PixelTerms pixels() {
    return pixels;
  }

  /** Returns the minimised losses on features, those of the content first. */
  Stream<FeatureLoss> onFeatures() {
    return Stream.concat(content.stream(), style.stream());
  }

  /** Returns the losses that can be corrected. */
  List<CorrectedLoss> correctable() {
    return onFeatures()
        .filter(CorrectedLoss.class::isInstance)
        .map(CorrectedLoss.class::cast)
        .toList();
  }

  /** Returns these losses without the layers that the weighting leaves out. */
  Losses included(final LossWeighting weighting) {
    if (weighting.includesDeepLayers() || content.isEmpty()) return this;
    final Vgg19Layer deepest =
        content.stream().map(Losses::deepest).max(Comparator.naturalOrder()).orElseThrow();
    return new Losses(content, upTo(deepest, style), upTo(deepest, monitored), pixels);
  }

  private static <T extends FeatureLoss> List<T> upTo(
      final Vgg19Layer deepest, final List<T> losses) {
    return losses.stream().filter(loss -> deepest(loss).compareTo(deepest) <= 0).toList();
  }

  private static Vgg19Layer deepest(final FeatureLoss loss) {
    return Collections.max(loss.layers());
  }

  /** Returns the layers of all losses, the monitored ones included. */
  Set<Vgg19Layer> layers() {
    return Stream.concat(onFeatures(), monitored.stream())
        .flatMap(loss -> loss.layers().stream())
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Vgg19Layer.class)));
  }

  /** Frees the targets of all losses. */
  @Override
  public void close() {
    content.forEach(FeatureLoss::close);
    style.forEach(FeatureLoss::close);
    monitored.forEach(LayerLoss::close);
    pixels.close();
  }
}
