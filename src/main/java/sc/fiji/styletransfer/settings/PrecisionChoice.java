package sc.fiji.styletransfer.settings;

import java.util.Locale;
import java.util.function.ToDoubleFunction;
import sc.fiji.styletransfer.features.Precision;

/** Arithmetic of the network as a user chooses it. */
public enum PrecisionChoice {
  /** {@link Precision#SINGLE}. */
  SINGLE,

  /** {@link Precision#MIXED}. */
  MIXED,

  /**
   * {@link Precision#MIXED} on devices that multiply bfloat16 matrices at least 4/3 times as fast
   * as float32 matrices, {@link Precision#SINGLE} on others.
   */
  AUTO;

  /** Smaller speed-ups do not pay for the corrections that mixed precision needs. */
  private static final double SPEED_UP = 4 / 3.0;

  /**
   * Decides between the two precisions.
   *
   * @param rate floating point operations per second of a matrix product in a precision; called for
   *     {@link #AUTO} only
   * @return the precision to compute in
   */
  public Precision decide(final ToDoubleFunction<Precision> rate) {
    return switch (this) {
      case SINGLE -> Precision.SINGLE;
      case MIXED -> Precision.MIXED;
      case AUTO ->
          rate.applyAsDouble(Precision.MIXED) >= SPEED_UP * rate.applyAsDouble(Precision.SINGLE)
              ? Precision.MIXED
              : Precision.SINGLE;
    };
  }

  /**
   * Returns the choice of one precision.
   *
   * @param precision a precision
   * @return the choice that always decides for it
   */
  public static PrecisionChoice of(final Precision precision) {
    return precision == Precision.MIXED ? MIXED : SINGLE;
  }

  /** Returns the name in the settings, for example {@code single}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
