package sc.fiji.styletransfer.transfer;

import ai.djl.ndarray.NDArray;
import java.util.Locale;
import sc.fiji.styletransfer.weights.Vgg19Layer;

/**
 * How the published systems scale Gram matrices and their differences. With the Gram matrices G of
 * the image and A of the style, both divided as {@link #gramDivisor} says, the term of one layer is
 * {@code factor · mean((G − A)²)}.
 */
public enum StyleFormula {
  /** Gatys et al. 2016 in their later code: G = F·Fᵀ/(H·W), factor 1/C². */
  GATYS {
    @Override
    double gramDivisor(final long positions) {
      return positions;
    }

    @Override
    double factor(final Vgg19Layer layer, final long positions) {
      return 1.0 / ((double) layer.channels() * layer.channels());
    }
  },

  /** The course exercise this project grew from: G = F·Fᵀ, factor 1/(C·H·W). */
  SEED {
    @Override
    double gramDivisor(final long positions) {
      return 1;
    }

    @Override
    double factor(final Vgg19Layer layer, final long positions) {
      return 1.0 / ((double) layer.channels() * positions);
    }
  };

  /**
   * @param features shape {@code (1, C, H, W)}
   * @return their Gram matrix, shape {@code (C, C)}, divided as this formula says; differentiable
   */
  NDArray gram(final NDArray features) {
    try (NDArray sum = GramMatrix.of(features)) {
      return sum.div(gramDivisor(Region.whole(features).positions()));
    }
  }

  /**
   * @param positions H·W of the picture whose Gram matrix it is, at this layer
   * @return what its F·Fᵀ is divided by
   */
  abstract double gramDivisor(long positions);

  /**
   * @param layer whose features are compared
   * @param positions H·W of the image being changed, at this layer
   * @return factor of the mean squared difference
   */
  abstract double factor(Vgg19Layer layer, long positions);

  /** The name in the settings, for example {@code gatys}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
