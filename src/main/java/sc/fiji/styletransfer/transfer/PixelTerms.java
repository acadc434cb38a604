package sc.fiji.styletransfer.transfer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import sc.fiji.styletransfer.features.ColourScale;

/**
 * The terms of the loss that judge the pixels themselves.
 *
 * @param terms may be none
 * @param eye knows the units of the pixels
 * @param toRgb from the network's input to red, green and blue from 0 to 1
 */
record PixelTerms(List<PixelTerm> terms, Eye eye, ColourScale toRgb) implements AutoCloseable {

  /**
   * @param pixels shape {@code (1, 3, H, W)}
   * @return the sum of the terms, a scalar; differentiable
   */
  NDArray of(final NDArray pixels) {
    NDArray sum = pixels.getManager().zeros(new Shape());
    if (terms.isEmpty()) return sum;
    try (NDArray input = eye.toNetwork().apply(pixels);
        NDArray picture = toRgb.apply(input)) {
      for (final PixelTerm term : terms) sum = sum.add(term.of(picture));
      return sum;
    }
  }

  @Override
  public void close() {
    terms.forEach(PixelTerm::close);
    toRgb.close();
  }
}
