package sc.fiji.styletransfer.settings;

import java.util.Locale;

/** Optimisation method. */
public enum Algorithm {
  /** Limited-memory BFGS, which estimates the curvature from past steps. */
  LBFGS,

  /** Adam, which scales the step of every pixel by the size of its past gradients. */
  ADAM;

  /** Returns the name in the settings, for example {@code lbfgs}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
