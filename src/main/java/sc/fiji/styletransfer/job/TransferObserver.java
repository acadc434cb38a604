package sc.fiji.styletransfer.job;

import java.util.Optional;
import sc.fiji.styletransfer.plan.TransferPlan;
import sc.fiji.styletransfer.settings.Adjustment;
import sc.fiji.styletransfer.transfer.Progress;
import sc.fiji.styletransfer.transfer.ProgressListener;

/** Receives the progress of a run, plane by plane, and may stop the run. */
public interface TransferObserver extends ProgressListener {

  /** Ignores everything and never stops a run. */
  TransferObserver NONE = progress -> {};

  /**
   * Called before the first evaluation of a plane.
   *
   * @param index index of the plane in this run, from 0
   * @param count number of planes in this run
   */
  default void planeBegins(final int index, final int count) {}

  /**
   * Combines two observers.
   *
   * @param first called first
   * @param second called next
   * @return an observer that calls both, and stops the run if either does
   */
  static TransferObserver both(final TransferObserver first, final TransferObserver second) {
    return new TransferObserver() {
      @Override
      public void planeBegins(final int index, final int count) {
        first.planeBegins(index, count);
        second.planeBegins(index, count);
      }

      @Override
      public void planned(final TransferPlan plan) {
        first.planned(plan);
        second.planned(plan);
      }

      @Override
      public void evaluated(final Progress progress) {
        first.evaluated(progress);
        second.evaluated(progress);
      }

      @Override
      public Optional<Adjustment> adjustment() {
        return first.adjustment().or(second::adjustment);
      }

      @Override
      public boolean isCancelled() {
        return first.isCancelled() || second.isCancelled();
      }
    };
  }
}
