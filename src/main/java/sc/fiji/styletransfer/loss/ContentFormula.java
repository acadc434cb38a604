package sc.fiji.styletransfer.loss;

import ai.djl.ndarray.NDArray;
import java.util.Locale;

/**
 * Normalisations of the squared difference of the features F of the picture and P of the content.
 */
public enum ContentFormula {
  /** mean((F − P)²), as in most implementations. */
  MEAN {
    @Override
    public double factor(final NDArray target) {
      return 1.0 / target.size();
    }

    @Override
    public int degree() {
      return 2;
    }
  },

  /** Σ(F − P)²/ΣP², relative to the target, like {@link StyleFormula#RELATIVE}. */
  RELATIVE {
    @Override
    public double factor(final NDArray target) {
      try (NDArray square = target.square();
          NDArray sum = square.sum()) {
        return 1 / Math.max(sum.getFloat(), Float.MIN_NORMAL);
      }
    }

    @Override
    public int degree() {
      return 0;
    }
  };

  /**
   * Returns the factor of Σ(F − P)².
   *
   * @param target the features P
   * @return the factor
   */
  public abstract double factor(NDArray target);

  /**
   * Returns the factor of Σ(F − P)² for features that are not at hand.
   *
   * @param count number of features
   * @param energy ΣP²
   * @return the factor
   */
  public double factor(final double count, final double energy) {
    return 1 / (this == MEAN ? count : Math.max(energy, Float.MIN_NORMAL));
  }

  /**
   * Returns the degree d of the loss in the features: multiplying all features by c multiplies the
   * loss by c^d.
   *
   * @return 2 or 0
   */
  public abstract int degree();

  /**
   * Returns the power of the number of channels by which the loss is divided, for given features.
   *
   * @return 1 for a mean, 0 if the loss is relative
   */
  public int channelsPower() {
    return this == MEAN ? 1 : 0;
  }

  /** Returns the name in the settings, for example {@code mean}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
