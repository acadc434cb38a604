package sc.fiji.styletransfer.display;

import ij.ImagePlus;
import ij.process.ImageProcessor;
import sc.fiji.styletransfer.image.RgbPicture;
import sc.fiji.styletransfer.job.TransferObserver;
import sc.fiji.styletransfer.transfer.Progress;

/**
 * A window that shows the current picture of a run. The interval between two updates adapts to the
 * time that an update takes, so that updates take a twentieth of the time of the run. A window that
 * the user closed stays closed.
 */
public final class LiveView implements TransferObserver, AutoCloseable {

  /** Time of the run as a multiple of the time of its updates. */
  private static final int SHARE = 20;

  private final ImagePlus view;
  private boolean opened;
  private long nextRefresh = System.nanoTime();

  /**
   * @param title of the image to stylise
   */
  public LiveView(final String title) {
    view = new ImagePlus();
    view.setTitle(title + " (so far)");
  }

  @Override
  public void evaluated(final Progress progress) {
    final long begin = System.nanoTime();
    if (begin < nextRefresh || isClosedByUser()) return;
    refresh(RgbPicture.toProcessor(progress.picture().get()));
    final long end = System.nanoTime();
    nextRefresh = end + (end - begin) * (SHARE - 1);
  }

  private void refresh(final ImageProcessor picture) {
    view.setProcessor(picture);
    // Otherwise ImageJ asks whether to save the view when it closes.
    view.changes = false;
    if (!opened) view.show();
    opened = true;
  }

  private boolean isClosedByUser() {
    return opened && view.getWindow() == null;
  }

  @Override
  public void close() {
    view.close();
  }
}
