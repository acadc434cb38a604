package sc.fiji.styletransfer.transfer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import sc.fiji.styletransfer.features.Activations;
import sc.fiji.styletransfer.optimise.Objective;
import sc.fiji.styletransfer.tensor.GradientTape;
import sc.fiji.styletransfer.tensor.TensorSession;
import sc.fiji.styletransfer.weights.Vgg19Layer;

/**
 * alpha · content loss + beta · style loss as a function of the pixels (Gatys et al. 2016, eq. 7),
 * and the terms on the pixels themselves, with the gradient by back-propagation through the
 * network.
 */
final class PerceptualLoss implements Objective<TensorVector>, AutoCloseable {

  private final TensorSession session;
  private final Eye eye;
  private final Losses losses;
  private final List<LayerLoss> content;
  private final List<LayerLoss> style;
  private final PixelTerms pixelTerms;
  private final Set<Vgg19Layer> layers;
  private final Consumer<LossTerms> terms;

  /**
   * @param session to compute in
   * @param eye the network, and how pixels enter it
   * @param losses the terms, owned by this object from now on
   * @param terms told the terms of each evaluation
   */
  PerceptualLoss(
      final TensorSession session,
      final Eye eye,
      final Losses losses,
      final Consumer<LossTerms> terms) {
    this.session = session;
    this.eye = eye;
    this.losses = losses;
    content = losses.content();
    style = losses.style();
    pixelTerms = losses.pixels();
    this.terms = terms;
    layers = losses.layers();
  }

  /** The terms of the loss, by kind. */
  record Losses(List<LayerLoss> content, List<LayerLoss> style, PixelTerms pixels)
      implements AutoCloseable {

    /** The terms on features, content first. */
    Stream<LayerLoss> onFeatures() {
      return Stream.concat(content.stream(), style.stream());
    }

    /** The layers whose features some term judges. */
    Set<Vgg19Layer> layers() {
      return onFeatures()
          .map(LayerLoss::layer)
          .collect(Collectors.toCollection(() -> EnumSet.noneOf(Vgg19Layer.class)));
    }

    @Override
    public void close() {
      content.forEach(LayerLoss::close);
      style.forEach(LayerLoss::close);
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
          features.withPixels(pixelTerms.addTo(session, x.array(), gradient.array()));
      terms.accept(value);
      return value.total();
    }
  }

  private LossTerms differentiate(final NDArray pixels) {
    try (GradientTape tape = session.record()) {
      final NDArray contentSum;
      final NDArray styleSum;
      // Closed before the way back, which frees what the tape holds step by step.
      try (Activations activations = eye.look(pixels, layers)) {
        contentSum = sum(content, activations, pixels);
        styleSum = sum(style, activations, pixels);
      }
      final NDArray total = contentSum.add(styleSum);
      tape.backward(total);
      return new LossTerms(contentSum.getFloat(), styleSum.getFloat());
    }
  }

  private static NDArray sum(
      final List<LayerLoss> losses, final Activations activations, final NDArray pixels) {
    NDArray sum = pixels.getManager().zeros(new Shape());
    for (final LayerLoss loss : losses) sum = sum.add(loss.of(activations.of(loss.layer())));
    return sum;
  }

  @Override
  public void close() {
    losses.close();
  }
}
