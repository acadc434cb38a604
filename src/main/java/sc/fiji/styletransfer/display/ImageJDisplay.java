package sc.fiji.styletransfer.display;

import ij.IJ;

/** Progress in plain ImageJ: status line and progress bar. The Escape key stops the run. */
public final class ImageJDisplay implements RunDisplay {

  /** Forgets an Escape key that was pressed before the run. */
  public ImageJDisplay() {
    // ImageJ resets the key for menu commands, but not for macros.
    IJ.resetEscape();
  }

  @Override
  public void show(final int done, final int total, final String text) {
    IJ.showStatus(text);
    IJ.showProgress((double) done / total);
  }

  @Override
  public boolean isStopped() {
    return IJ.escapePressed();
  }

  @Override
  public void close() {
    IJ.showProgress(1.0);
    IJ.showStatus("");
  }
}
