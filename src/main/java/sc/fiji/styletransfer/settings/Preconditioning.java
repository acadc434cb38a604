package sc.fiji.styletransfer.settings;

import java.util.Locale;

/** Initial estimate of the curvature in L-BFGS. */
public enum Preconditioning {
  /** The same curvature in all directions. */
  NONE,

  /** Less curvature in low than in high spatial frequencies. */
  SPECTRAL;

  /** Returns the name in the settings, for example {@code none}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
