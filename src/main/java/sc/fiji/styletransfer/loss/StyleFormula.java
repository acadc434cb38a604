package sc.fiji.styletransfer.loss;

import ai.djl.ndarray.NDArray;
import java.util.Locale;

/**
 * How style is described and how much a difference counts. G and A are the Gram matrices of the
 * image and of the style, C and M the numbers of channels and positions of a layer.
 */
public enum StyleFormula {
  /** Gatys et al. 2016 in their later code: G = F·Fᵀ/M, term mean((G − A)²)/C². */
  GATYS(
      new GramStatistic(
          (channels, positions) -> positions,
          (target, channels, positions) -> 1 / ((double) channels * channels))),

  /** The course exercise this project grew from: G = F·Fᵀ, term mean((G − A)²)/(C·M). */
  UDACITY(
      new GramStatistic(
          (channels, positions) -> 1, (target, channels, positions) -> 1 / (channels * positions))),

  /** Johnson's neural-style: G = F·Fᵀ/(C·M), term mean((G − A)²). */
  NEURAL_STYLE(
      new GramStatistic(
          (channels, positions) -> channels * positions, (target, channels, positions) -> 1)),

  /**
   * Each layer relative to what it wants: G = F·Fᵀ/M, term Σ(G − A)²/ΣA². It has no unit: a layer
   * counts the same whatever the size of its responses, the picture, or the network's input.
   */
  RELATIVE(
      new GramStatistic(
          (channels, positions) -> positions,
          (target, channels, positions) -> (double) channels * channels / energy(target))),

  /**
   * The squared 2-Wasserstein distance of two normal distributions of features, relative to the
   * second moment of the style's: mean and covariance are matched.
   */
  WASSERSTEIN(new WassersteinStatistic());

  private final StyleStatistic measure;

  StyleFormula(final StyleStatistic measure) {
    this.measure = measure;
  }

  public StyleStatistic measure() {
    return measure;
  }

  /**
   * @return whether a term is a share of what it wants, so that weights mean the same whatever the
   *     size of a network's responses
   */
  public boolean isRelative() {
    return this == RELATIVE || this == WASSERSTEIN;
  }

  /**
   * @return whether it takes differences of nearly equal sums, so that features of 8 bits would
   *     leave nothing of them
   */
  public boolean needsSinglePrecision() {
    return this == WASSERSTEIN;
  }

  /**
   * The degree d of a term in the features: with features c times as large it is c^d times as
   * large.
   */
  public int degree() {
    return isRelative() ? 0 : 4;
  }

  private static double energy(final NDArray target) {
    try (NDArray square = target.square();
        NDArray sum = square.sum()) {
      return Math.max(sum.getFloat(), Float.MIN_NORMAL);
    }
  }

  /** The name in the settings, for example {@code gatys}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
