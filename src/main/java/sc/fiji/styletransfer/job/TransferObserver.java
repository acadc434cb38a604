package sc.fiji.styletransfer.job;

import sc.fiji.styletransfer.plan.TransferPlan;
import sc.fiji.styletransfer.transfer.Progress;
import sc.fiji.styletransfer.transfer.ProgressListener;

/** Follows the run of an image, plane by plane, and may end it. */
public interface TransferObserver extends ProgressListener {

  /** Lets every run go on to its end. */
  TransferObserver NONE = progress -> {};

  /**
   * Called before the evaluations of a plane.
   *
   * @param index number of the plane in this run, from 0
   * @param count how many there are
   */
  default void planeBegins(final int index, final int count) {}

  /**
   * @param first told first
   * @param second told next
   * @return an observer that tells both, and ends the run if either wants that
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
      public boolean isCancelled() {
        return first.isCancelled() || second.isCancelled();
      }
    };
  }
}
