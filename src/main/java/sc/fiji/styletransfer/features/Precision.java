package sc.fiji.styletransfer.features;

import java.util.Locale;

/** The precision of the network's arithmetic. */
public enum Precision {
  /** 32 bits everywhere (float32). */
  SINGLE,

  /**
   * 16 bits (bfloat16 with sums in float32) for all convolutions after the first and for their
   * activations; pixels, losses and the optimiser use float32 (Micikevicius et al. 2018, for
   * training). The gradient differs by a few percent. Without a correction of the rounding, the
   * minimum of the loss differs by one or two percent.
   */
  MIXED;

  /** Returns the name in the settings, for example {@code single}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
