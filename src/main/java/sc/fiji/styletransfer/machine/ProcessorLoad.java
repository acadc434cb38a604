package sc.fiji.styletransfer.machine;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** How busy the processors of this computer are from the creation of this object on. */
public final class ProcessorLoad {

  /** Part of all processors in use from which on programs have to wait for each other. */
  private static final double FULL = 0.9;

  /** Part of all processors that programs in the background use without being noticed. */
  private static final double BACKGROUND = 0.1;

  private final OperatingSystemMXBean system;

  /** Begins to observe the processors. */
  public ProcessorLoad() {
    system =
        ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean known
            ? known
            : null;
    // The system counts from the last call on.
    isCrowded();
  }

  /**
   * Returns whether all processors were busy and other programs took a noticeable part of them.
   *
   * @return whether this process had to wait for others; false where the system does not say
   */
  public boolean isCrowded() {
    return system != null && isCrowded(system.getCpuLoad(), system.getProcessCpuLoad());
  }

  /**
   * Decides from loads between 0 and 1.
   *
   * @param all of all programs; negative if unknown
   * @param own of this process; negative if unknown
   */
  static boolean isCrowded(final double all, final double own) {
    return own >= 0 && all > FULL && all - own > BACKGROUND;
  }
}
