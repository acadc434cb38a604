package sc.fiji.styletransfer.batch;

import sc.fiji.styletransfer.job.TransferObserver;

/** Receives the progress of a batch and may stop it. */
public interface BatchObserver extends TransferObserver {

  /**
   * Called before an image is opened.
   *
   * @param name file name of the result
   * @param index index of the job, from 0
   * @param count number of jobs
   */
  default void jobBegins(final String name, final int index, final int count) {}

  /**
   * Called when a job has ended.
   *
   * @param entry the outcome
   */
  default void jobEnded(final BatchEntry entry) {}
}
