package sc.fiji.styletransfer.objective;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import sc.fiji.styletransfer.features.FeatureExtractor;
import sc.fiji.styletransfer.loss.LayerLoss;
import sc.fiji.styletransfer.loss.LossTerms;
import sc.fiji.styletransfer.loss.LossWeighting;
import sc.fiji.styletransfer.network.Vgg19Layer;
import sc.fiji.styletransfer.optimise.Objective;
import sc.fiji.styletransfer.picture.PictureSize;
import sc.fiji.styletransfer.pixels.TensorStorage;
import sc.fiji.styletransfer.pixels.TensorVector;
import sc.fiji.styletransfer.tensor.GradientTape;
import sc.fiji.styletransfer.tensor.Scaled;
import sc.fiji.styletransfer.tensor.TensorSession;

/**
 * alpha · content loss + beta · style loss as a function of the pixels (Gatys et al. 2016, eq. 7),
 * and the terms on the pixels themselves, with the gradient by back-propagation through the
 * network.
 */
public final class PerceptualLoss implements Objective<TensorVector>, AutoCloseable {

  private final TensorSession session;
  private final FeatureExtractor eye;
  private final Losses losses;
  private final TiledPerceptualLoss.Tiling tiling;

  /**
   * @param session to compute in
   * @param eye the network, and how pixels enter it
   * @param losses the terms, owned by this object from now on
   * @param tiling whom to tell the terms of each evaluation; the picture is seen at once
   */
  public PerceptualLoss(
      final TensorSession session,
      final FeatureExtractor eye,
      final Losses losses,
      final TiledPerceptualLoss.Tiling tiling) {
    this.session = session;
    this.eye = eye;
    this.losses = losses;
    this.tiling = tiling;
  }

  /**
   * The terms of the loss, by kind.
   *
   * @param watched distances that are found but not minimised
   */
  public record Losses(
      List<LayerLoss> content, List<LayerLoss> style, List<LayerLoss> watched, PixelTerms pixels)
      implements AutoCloseable {

    /** The terms on features, content first. */
    Stream<LayerLoss> onFeatures() {
      return Stream.concat(content.stream(), style.stream());
    }

    /**
     * The same terms, to be corrected.
     *
     * @param size of the picture
     * @param owner of what they learn
     * @param memory where that lies, if it is large
     */
    public Losses corrected(
        final PictureSize size, final NDManager owner, final TensorStorage memory) {
      return new Losses(
          content.stream()
              .<LayerLoss>map(
                  loss ->
                      new FeatureCorrection(loss, memory.zeros(owner, size.shapeAt(loss.layer()))))
              .toList(),
          style.stream().<LayerLoss>map(loss -> new StatisticCorrection(loss, owner)).toList(),
          watched,
          pixels);
    }

    /** Those of the terms that can be corrected. */
    List<CorrectedLoss> correctable() {
      return onFeatures()
          .filter(CorrectedLoss.class::isInstance)
          .map(CorrectedLoss.class::cast)
          .toList();
    }

    /** Those of the terms that count. */
    Losses emphasised(final LossWeighting emphasis) {
      if (emphasis.deep() || content.isEmpty()) return this;
      final Vgg19Layer deepest =
          content.stream().map(LayerLoss::layer).max(Comparator.naturalOrder()).orElseThrow();
      return new Losses(
          content,
          style.stream().filter(loss -> loss.layer().compareTo(deepest) <= 0).toList(),
          watched.stream().filter(loss -> loss.layer().compareTo(deepest) <= 0).toList(),
          pixels);
    }

    /** The layers whose features some term judges, or that are watched. */
    Set<Vgg19Layer> layers() {
      return Stream.concat(onFeatures(), watched.stream())
          .map(LayerLoss::layer)
          .collect(Collectors.toCollection(() -> EnumSet.noneOf(Vgg19Layer.class)));
    }

    @Override
    public void close() {
      content.forEach(LayerLoss::close);
      style.forEach(LayerLoss::close);
      watched.forEach(LayerLoss::close);
      pixels.close();
    }
  }

  @Override
  public double evaluate(final TensorVector x, final TensorVector gradient) {
    try (NDManager step = session.manager().newSubManager();
        NDArray pixels = x.array().duplicate()) {
      pixels.attach(step);
      pixels.setRequiresGradient(true);
      final LossTerms features = differentiate(pixels);
      try (NDArray derivative = pixels.getGradient()) {
        gradient.set(derivative);
      }
      final LossTerms value =
          features.withPixels(losses.pixels().addTo(session, x.array(), gradient.array()));
      tiling.terms().accept(value);
      return value.total();
    }
  }

  private LossTerms differentiate(final NDArray pixels) {
    final LossWeighting emphasis = tiling.emphasis().get();
    final Losses present = losses.emphasised(emphasis);
    try (GradientTape tape = session.record()) {
      final List<NDArray> contentTerms = new ArrayList<>();
      final List<NDArray> styleTerms = new ArrayList<>();
      final MonitoredDistances watched = new MonitoredDistances();
      eye.look(
          pixels,
          present.layers(),
          (layer, features) -> {
            judge(present.content(), layer, features, contentTerms::add);
            judge(present.style(), layer, features, styleTerms::add);
            // Off the tape, so that nothing is kept for a way back.
            try (NDArray seen = features.stopGradient()) {
              judge(present.watched(), layer, seen, distance -> watched.add(layer, distance));
            }
          });
      final NDArray contentSum = sum(contentTerms, pixels.getManager());
      final NDArray styleSum = sum(styleTerms, pixels.getManager());
      final NDArray led = Scaled.times(contentSum, emphasis.contentLead());
      final NDArray total = led.add(styleSum);
      tape.backward(total);
      return new LossTerms(contentSum.getFloat(), styleSum.getFloat(), 0, watched.numbers());
    }
  }

  private static void judge(
      final List<LayerLoss> losses,
      final Vgg19Layer layer,
      final NDArray features,
      final Consumer<NDArray> found) {
    for (final LayerLoss loss : losses) if (loss.layer() == layer) found.accept(loss.of(features));
  }

  private static NDArray sum(final List<NDArray> terms, final NDManager manager) {
    NDArray sum = manager.zeros(new Shape());
    for (final NDArray term : terms) sum = sum.add(term);
    return sum;
  }

  @Override
  public void close() {
    losses.close();
  }
}
