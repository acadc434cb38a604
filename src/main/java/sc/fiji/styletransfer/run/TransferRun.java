package sc.fiji.styletransfer.run;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.macro.Interpreter;
import ij.plugin.frame.Recorder;
import sc.fiji.styletransfer.display.LiveView;
import sc.fiji.styletransfer.display.LossCurves;
import sc.fiji.styletransfer.display.RunDisplay;
import sc.fiji.styletransfer.display.RunStatus;
import sc.fiji.styletransfer.display.WindowSystem;
import sc.fiji.styletransfer.image.file.ImageFileWriter;
import sc.fiji.styletransfer.job.ImageTransfer;
import sc.fiji.styletransfer.job.TransferObserver;

/** Carries out a request and shows how it goes; the same for every front door. */
public final class TransferRun {

  private final TransferRequest request;
  private final LossCurves curves = new LossCurves();

  public TransferRun(final TransferRequest request) {
    this.request = request;
  }

  /**
   * Stylises, and writes the file if one was asked for. A run the user stopped gives the image so
   * far and is not recorded.
   *
   * @param display where progress is shown; closed in the end
   * @return a new image, not shown
   * @throws sc.fiji.styletransfer.StyleTransferException if the request cannot be carried out
   */
  public ImagePlus perform(final RunDisplay display) {
    final ImagePlus result;
    try (display) {
      result = stylize(display);
      if (display.isStopped() && IJ.recording()) Recorder.disableCommandRecording();
    }
    // Macros tell images by their titles.
    if (WindowManager.getImage(result.getTitle()) != null)
      result.setTitle(WindowManager.getUniqueName(result.getTitle()));
    request.saveAs().ifPresent(file -> new ImageFileWriter().write(result, file));
    if (request.words().get(ViewSettings.PLOT) && canShow()) curves.plot(result.getTitle()).show();
    return result;
  }

  private ImagePlus stylize(final RunDisplay display) {
    request.saveAs().ifPresent(file -> new ImageFileWriter().check(file));
    final TransferObserver status = TransferObserver.both(new RunStatus(display), curves);
    try (ImageTransfer transfer = new ImageTransfer(request.words())) {
      if (!request.words().get(ViewSettings.LIVE_VIEW) || !canShow())
        return transfer.run(request.content(), request.styles(), status);
      try (LiveView view = new LiveView(request.content().getTitle())) {
        return transfer.run(
            request.content(), request.styles(), TransferObserver.both(status, view));
      }
    }
  }

  private static boolean canShow() {
    return WindowSystem.isAvailable() && !Interpreter.isBatchMode();
  }
}
