package sc.fiji.styletransfer.objective;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.Optional;
import sc.fiji.styletransfer.features.ColourScale;
import sc.fiji.styletransfer.features.FeatureExtractor;
import sc.fiji.styletransfer.loss.PixelTerm;
import sc.fiji.styletransfer.tensor.GradientTape;
import sc.fiji.styletransfer.tensor.TensorSession;

/**
 * The terms of the loss that depend on the pixels directly and not on features.
 *
 * @param terms possibly none
 * @param extractor that converts pixels to the input of the network
 * @param toRgb from the input of the network to red, green and blue between 0 and 1
 */
record PixelTerms(List<PixelTerm> terms, FeatureExtractor extractor, ColourScale toRgb)
    implements AutoCloseable {

  /**
   * Computes the sum of the terms and adds its derivative to a gradient.
   *
   * @param session that computes
   * @param picture shape {@code (1, 3, H, W)}, in the pixel units of the run
   * @param gradient to which the derivative with respect to the pixels is added
   * @param owner of the result
   * @return the sum of the terms, a scalar; empty if there are none
   */
  Optional<NDArray> addTo(
      final TensorSession session,
      final NDArray picture,
      final NDArray gradient,
      final NDManager owner) {
    if (terms.isEmpty()) return Optional.empty();
    try (NDManager step = session.manager().newSubManager();
        NDArray pixels = picture.duplicate()) {
      pixels.attach(step);
      pixels.setRequiresGradient(true);
      final NDArray value = differentiate(session, pixels);
      try (NDArray derivative = pixels.getGradient()) {
        gradient.addi(derivative);
      }
      value.attach(owner);
      return Optional.of(value);
    }
  }

  private NDArray differentiate(final TensorSession session, final NDArray pixels) {
    try (GradientTape tape = session.record();
        NDArray input = extractor.toNetwork().apply(pixels);
        NDArray rgb = toRgb.apply(input)) {
      NDArray sum = terms.get(0).of(rgb);
      for (final PixelTerm term : terms.subList(1, terms.size())) sum = sum.add(term.of(rgb));
      tape.backward(sum);
      return sum;
    }
  }

  @Override
  public void close() {
    terms.forEach(PixelTerm::close);
    toRgb.close();
  }
}
