package sc.fiji.styletransfer.settings;

import java.util.Locale;

/** Loss with which a run begins. */
public enum Approach {
  /** The loss of the settings. */
  DIRECT,

  /** The relative Wasserstein distance, see {@code plan.WassersteinApproach}. */
  WASSERSTEIN;

  /** Returns the name in the settings, for example {@code direct}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
