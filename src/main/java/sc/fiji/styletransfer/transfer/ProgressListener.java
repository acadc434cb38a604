package sc.fiji.styletransfer.transfer;

import java.util.Optional;
import sc.fiji.styletransfer.plan.TransferPlan;
import sc.fiji.styletransfer.settings.Adjustment;

/** Receives the progress of a run and may cancel the run. */
@FunctionalInterface
public interface ProgressListener {

  /** Ignores the progress and never cancels. */
  ProgressListener NONE = progress -> {};

  /**
   * Receives the state after every evaluation, on the thread of the run.
   *
   * @param progress state of the run
   */
  void evaluated(Progress progress);

  /**
   * Receives the plan before the first evaluation.
   *
   * @param plan memory and time of the run
   */
  default void planned(final TransferPlan plan) {}

  /**
   * Returns what the user changed while the run is going. Called before every evaluation.
   *
   * @return the factors from the next evaluation on; empty as long as the user changed nothing
   */
  default Optional<Adjustment> adjustment() {
    return Optional.empty();
  }

  /**
   * Returns whether to cancel the run. Called after every evaluation.
   *
   * @return true to end the run with the present picture
   */
  default boolean isCancelled() {
    return false;
  }
}
