package sc.fiji.styletransfer.batch;

import sc.fiji.styletransfer.job.TransferObserver;

/** Follows a batch, image by image, and may end it. */
public interface BatchObserver extends TransferObserver {

  /**
   * Called before an image is opened or stylised.
   *
   * @param name of the image and its style, for a status line
   * @param index number of the job in the batch, from 0
   * @param count how many there are
   */
  default void jobBegins(final String name, final int index, final int count) {}

  /**
   * Called when it is known what became of an image.
   *
   * @param entry what
   */
  default void jobEnded(final BatchEntry entry) {}
}
