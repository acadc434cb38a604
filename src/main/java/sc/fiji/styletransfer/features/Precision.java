package sc.fiji.styletransfer.features;

import java.util.Locale;

/** How many bits the network computes with. */
public enum Precision {
  /** 32 bits everywhere (float32). */
  SINGLE,

  /**
   * 16 bits (bfloat16, products summed in float32) for the convolutions after the first and what
   * they answer; pixels, losses and the optimiser stay in float32 (Micikevicius et al. 2018, there
   * for training). A gradient departs by some percent; a minimum, if nobody corrects what rounding
   * does, by one or two.
   */
  MIXED;

  /** The name in the settings, for example {@code single}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
