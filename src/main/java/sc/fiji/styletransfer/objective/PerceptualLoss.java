package sc.fiji.styletransfer.objective;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import sc.fiji.styletransfer.features.FeatureExtractor;
import sc.fiji.styletransfer.loss.FeatureLoss;
import sc.fiji.styletransfer.loss.LossWeighting;
import sc.fiji.styletransfer.network.Vgg19Layer;
import sc.fiji.styletransfer.optimise.Objective;
import sc.fiji.styletransfer.picture.Rectangle;
import sc.fiji.styletransfer.pixels.TensorVector;
import sc.fiji.styletransfer.tensor.GradientTape;
import sc.fiji.styletransfer.tensor.TensorSession;

/**
 * The loss α·f·content + β·style + pixel terms as a function of the pixels (Gatys et al. 2016, eq.
 * 7), evaluated for the whole picture at once. The gradient is computed by back-propagation through
 * the network. The content factor f comes from the {@link LossWeighting} of each evaluation.
 */
final class PerceptualLoss implements Objective<TensorVector> {

  private final TensorSession session;
  private final FeatureExtractor extractor;
  private final Losses losses;
  private final Evaluation evaluation;

  /**
   * @param session that computes
   * @param extractor of the features
   * @param losses the terms; not closed by this object
   * @param evaluation weighting and listener; the tile side is not used
   */
  PerceptualLoss(
      final TensorSession session,
      final FeatureExtractor extractor,
      final Losses losses,
      final Evaluation evaluation) {
    this.session = session;
    this.extractor = extractor;
    this.losses = losses;
    this.evaluation = evaluation;
  }

  @Override
  public DoubleSupplier begin(final TensorVector x, final TensorVector gradient) {
    final LossWeighting weighting = evaluation.weighting().get();
    try (NDManager step = session.manager().newSubManager();
        NDArray pixels = x.array().duplicate()) {
      pixels.attach(step);
      pixels.setRequiresGradient(true);
      final Terms onFeatures = differentiate(pixels, weighting);
      try (NDArray derivative = pixels.getGradient()) {
        gradient.set(derivative);
      }
      final PendingTerms terms =
          new PendingTerms(
              onFeatures.content(),
              onFeatures.style(),
              losses.pixels().addTo(session, x.array(), gradient.array(), step),
              onFeatures.monitored(),
              session.manager());
      return () -> evaluation.report(terms.read(), weighting);
    }
  }

  private record Terms(
      Optional<NDArray> content, Optional<NDArray> style, Map<Vgg19Layer, NDArray> monitored) {}

  private Terms differentiate(final NDArray pixels, final LossWeighting weighting) {
    final Losses included = losses.included(weighting);
    try (GradientTape tape = session.record()) {
      final List<NDArray> contentTerms = new ArrayList<>();
      final List<NDArray> styleTerms = new ArrayList<>();
      final LayerSums sums = new LayerSums();
      final MonitoredDistances distances = new MonitoredDistances();
      extractor.visit(
          pixels,
          included.layers(),
          (layer, features) -> {
            sums.add(included.content(), layer, features, contentTerms::add);
            sums.add(included.style(), layer, features, styleTerms::add);
            // Off the tape, so that the engine keeps nothing for the backward pass.
            try (NDArray constant = features.stopGradient()) {
              sums.add(included.monitored(), layer, constant, value -> distances.add(layer, value));
            }
          });
      final Optional<NDArray> content = contentTerms.stream().reduce(NDArray::add);
      final Optional<NDArray> style = styleTerms.stream().reduce(NDArray::add);
      tape.backward(weighting.total(content, style));
      return new Terms(content, style, distances.values());
    }
  }

  /** Sums the statistics of losses over their layers, as the network reaches them. */
  private static final class LayerSums {

    private final Map<FeatureLoss, NDArray> unfinished = new IdentityHashMap<>();

    /** Adds a layer, and passes on the values of the losses that have no deeper layer. */
    void add(
        final List<? extends FeatureLoss> losses,
        final Vgg19Layer layer,
        final NDArray features,
        final Consumer<NDArray> terms) {
      for (final FeatureLoss loss : losses)
        if (loss.layers().contains(layer)) {
          final NDArray part = loss.statistic(layer, features, Rectangle.whole(features));
          final NDArray sum = unfinished.merge(loss, part, NDArray::add);
          if (Collections.max(loss.layers()) != layer) continue;
          unfinished.remove(loss);
          try (sum) {
            terms.accept(loss.value(sum));
          }
        }
    }
  }
}
