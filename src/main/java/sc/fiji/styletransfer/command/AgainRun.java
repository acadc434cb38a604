package sc.fiji.styletransfer.command;

import ij.ImagePlus;
import sc.fiji.styletransfer.display.ResultWindow;
import sc.fiji.styletransfer.display.RunDisplay;
import sc.fiji.styletransfer.macro.CommandRecorder;
import sc.fiji.styletransfer.macro.OpenImages;
import sc.fiji.styletransfer.run.LastRun;
import sc.fiji.styletransfer.run.Outcome;
import sc.fiji.styletransfer.run.TransferRun;

/** Stylises the image in front with the settings of the last run, without a dialog. */
final class AgainRun {

  /** Argument of the menu entry. */
  static final String NAME = "again";

  private AgainRun() {}

  /**
   * Performs the run. The recorder writes the command that the run repeats.
   *
   * @param display shows the progress
   * @throws sc.fiji.styletransfer.StyleTransferException if no image is open, or no run can be
   *     repeated
   */
  static void perform(final RunDisplay display) {
    final ImagePlus content = OpenImages.current();
    final LastRun last = LastRun.read();
    final Outcome outcome =
        new TransferRun(
                content, Style_Transfer.style(last.texts()), Style_Transfer.installed(last.texts()))
            .perform(display);
    outcome.result().ifPresent(result -> ResultWindow.show(result, content, outcome.summary()));
    CommandRecorder.discard();
    outcome.replay().ifPresent(texts -> CommandRecorder.recordCall(last.command(), texts));
  }
}
