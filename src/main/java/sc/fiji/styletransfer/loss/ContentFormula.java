package sc.fiji.styletransfer.loss;

import ai.djl.ndarray.NDArray;
import java.util.Locale;

/** How much a difference between the features F of the image and P of the content counts. */
public enum ContentFormula {
  /** mean((F − P)²), as most systems have it. */
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

  /** Σ(F − P)²/ΣP², relative to what is wanted, like {@link StyleFormula#RELATIVE}. */
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

  /** Factor of Σ(F − P)². */
  public abstract double factor(NDArray target);

  /**
   * The degree d of a term in the features: with features c times as large it is c^d times as
   * large.
   */
  public abstract int degree();

  /** The name in the settings, for example {@code mean}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
