package sc.fiji.styletransfer.display;

import java.awt.image.BufferedImage;
import java.util.function.Consumer;
import sc.fiji.styletransfer.image.RgbPicture;
import sc.fiji.styletransfer.job.TransferObserver;
import sc.fiji.styletransfer.transfer.Progress;

/**
 * Passes the picture so far to a display. The interval between two pictures adapts to the time that
 * one takes, so that they take a twentieth of the time of the run.
 */
public final class PictureFeed implements TransferObserver {

  /** Time of the run as a multiple of the time of its pictures. */
  private static final int SHARE = 20;

  private final Consumer<BufferedImage> display;
  private long next = System.nanoTime();

  /**
   * @param display receives the pictures on the thread of the run
   */
  public PictureFeed(final Consumer<BufferedImage> display) {
    this.display = display;
  }

  @Override
  public void evaluated(final Progress progress) {
    final long begin = System.nanoTime();
    if (begin < next) return;
    display.accept(RgbPicture.toProcessor(progress.picture().get()).getBufferedImage());
    final long end = System.nanoTime();
    next = end + (end - begin) * (SHARE - 1);
  }
}
