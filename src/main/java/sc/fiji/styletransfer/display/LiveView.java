package sc.fiji.styletransfer.display;

import ij.ImagePlus;
import ij.process.ImageProcessor;
import sc.fiji.styletransfer.image.RgbPicture;
import sc.fiji.styletransfer.job.TransferObserver;
import sc.fiji.styletransfer.transfer.Progress;

/**
 * A window with the picture so far. It is refreshed as often as that takes a twentieth of the run's
 * time, whatever the size; when the user closes it, it stays closed.
 */
public final class LiveView implements TransferObserver, AutoCloseable {

  private static final int SHARE = 20;

  private final ImagePlus view;
  private boolean opened;
  private long nextRefresh = System.nanoTime();

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
    // A new view is never the one to be saved, and never asks whether to save.
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
