package sc.fiji.styletransfer.loss;

import ai.djl.ndarray.NDArray;
import java.util.Locale;

/**
 * Formulas of the style loss. G and A are the Gram matrices of the picture and of the style; C and
 * M are the numbers of channels and positions of a layer.
 */
public enum StyleFormula {
  /** Gatys et al. 2016 in their later code: G = F·Fᵀ/M, loss mean((G − A)²)/C². */
  GATYS(
      new GramStatistic(
          (channels, positions) -> positions,
          (target, channels, positions) -> 1 / ((double) channels * channels))),

  /** The exercise of the Udacity course: G = F·Fᵀ, loss mean((G − A)²)/(C·M). */
  UDACITY(
      new GramStatistic(
          (channels, positions) -> 1, (target, channels, positions) -> 1 / (channels * positions))),

  /** Johnson's neural-style: G = F·Fᵀ/(C·M), loss mean((G − A)²). */
  NEURAL_STYLE(
      new GramStatistic(
          (channels, positions) -> channels * positions, (target, channels, positions) -> 1)),

  /**
   * Relative to the target: G = F·Fᵀ/M, loss Σ(G − A)²/ΣA². The loss has no unit, so that a weight
   * has the same meaning for every layer, network and picture size.
   */
  RELATIVE(
      new GramStatistic(
          (channels, positions) -> positions,
          (target, channels, positions) -> (double) channels * channels / energy(target))),

  /**
   * The squared 2-Wasserstein distance between normal distributions with the mean and covariance of
   * the features, relative to the second moment of the style. {@link WassersteinLoss} computes it.
   */
  WASSERSTEIN(new WassersteinStatistic()),

  /**
   * The mean cosine distance between the hypercolumns of the picture and those of the style that
   * resemble them most (Kolkin et al. 2022), and {@link #RELATIVE}, which binds what cosines leave
   * free: the size of the features.
   */
  NEIGHBOURS(RELATIVE.statistic);

  private final StyleStatistic statistic;

  StyleFormula(final StyleStatistic statistic) {
    this.statistic = statistic;
  }

  /**
   * Returns the statistic that this formula compares.
   *
   * @return the statistic, which also creates the loss
   */
  public StyleStatistic statistic() {
    return statistic;
  }

  /**
   * Returns whether the loss is relative to the target, so that weights have the same meaning for
   * every network.
   *
   * @return whether the degree is 0
   */
  public boolean isRelative() {
    return this == RELATIVE || this == WASSERSTEIN || this == NEIGHBOURS;
  }

  /**
   * Returns whether the statistic must be computed from single-precision features. The Wasserstein
   * distance subtracts nearly equal sums; with the 8 significant bits of bfloat16, no digit of the
   * differences would be correct.
   *
   * @return whether features are converted to float32 first
   */
  public boolean needsSinglePrecision() {
    return this == WASSERSTEIN;
  }

  /**
   * Returns the degree d of the loss in the features: multiplying all features by c multiplies the
   * loss by c^d.
   *
   * @return 4 or 0
   */
  public int degree() {
    return isRelative() ? 0 : 4;
  }

  /**
   * Returns the power p of the number of channels C by which the loss is divided, for given
   * features: the loss is Σ(F·Fᵀ − …)²/C^p but for constants and positions.
   *
   * @return 4 for mean((G − A)²)/C² and for G = F·Fᵀ/C, 3 for mean((G − A)²)/C, 0 if the loss is
   *     relative
   */
  public int channelsPower() {
    return switch (this) {
      case GATYS, NEURAL_STYLE -> 4;
      case UDACITY -> 3;
      case RELATIVE, WASSERSTEIN, NEIGHBOURS -> 0;
    };
  }

  /** Returns ΣA², but not 0. */
  private static double energy(final NDArray target) {
    try (NDArray square = target.square();
        NDArray sum = square.sum()) {
      return Math.max(sum.getFloat(), Float.MIN_NORMAL);
    }
  }

  /** Returns the name in the settings, for example {@code gatys}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
