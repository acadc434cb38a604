package sc.fiji.styletransfer.objective;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import sc.fiji.styletransfer.features.ColourScale;
import sc.fiji.styletransfer.features.FeatureExtractor;
import sc.fiji.styletransfer.loss.PixelTerm;
import sc.fiji.styletransfer.tensor.GradientTape;
import sc.fiji.styletransfer.tensor.TensorSession;

/**
 * The terms of the loss that judge the pixels themselves.
 *
 * @param terms may be none
 * @param eye knows the units of the pixels
 * @param toRgb from the network's input to red, green and blue from 0 to 1
 */
record PixelTerms(List<PixelTerm> terms, FeatureExtractor eye, ColourScale toRgb)
    implements AutoCloseable {

  /**
   * @param session to compute in
   * @param picture shape {@code (1, 3, H, W)}, in the units of the run
   * @param gradient to which the derivative with the pixels is added
   * @return the sum of the terms
   */
  double addTo(final TensorSession session, final NDArray picture, final NDArray gradient) {
    if (terms.isEmpty()) return 0;
    try (NDManager step = session.manager().newSubManager();
        NDArray pixels = picture.duplicate()) {
      pixels.attach(step);
      pixels.setRequiresGradient(true);
      final double value = differentiate(session, pixels);
      try (NDArray derivative = pixels.getGradient()) {
        gradient.addi(derivative);
      }
      return value;
    }
  }

  private double differentiate(final TensorSession session, final NDArray pixels) {
    try (GradientTape tape = session.record();
        NDArray input = eye.toNetwork().apply(pixels);
        NDArray picture = toRgb.apply(input)) {
      NDArray sum = terms.get(0).of(picture);
      for (final PixelTerm term : terms.subList(1, terms.size())) sum = sum.add(term.of(picture));
      tape.backward(sum);
      return sum.getFloat();
    }
  }

  @Override
  public void close() {
    terms.forEach(PixelTerm::close);
    toRgb.close();
  }
}
