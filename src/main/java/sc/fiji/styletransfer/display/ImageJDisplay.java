package sc.fiji.styletransfer.display;

import ij.IJ;

/** Plain ImageJ: status line, progress bar, and the Escape key. */
public final class ImageJDisplay implements RunDisplay {

  public ImageJDisplay() {
    // ImageJ does this for menu clicks only, not for macros.
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
