package sc.fiji.styletransfer.transfer;

import sc.fiji.styletransfer.plan.TransferPlan;

/** Follows a run and may end it. */
@FunctionalInterface
public interface ProgressListener {

  /** Lets every run go on to its end. */
  ProgressListener NONE = progress -> {};

  /**
   * Called after every evaluation, on the thread of the run.
   *
   * @param progress where the run is
   */
  void evaluated(Progress progress);

  /**
   * Called before the first evaluation.
   *
   * @param plan what the run is going to take
   */
  default void planned(final TransferPlan plan) {}

  /**
   * Asked after every evaluation.
   *
   * @return whether to stop here and return the picture so far
   */
  default boolean isCancelled() {
    return false;
  }
}
