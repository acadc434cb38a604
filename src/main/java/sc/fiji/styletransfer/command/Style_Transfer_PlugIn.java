package sc.fiji.styletransfer.command;

import ij.IJ;
import ij.ImagePlus;
import ij.Macro;
import ij.plugin.PlugIn;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sc.fiji.styletransfer.StyleTransferException;
import sc.fiji.styletransfer.dialog.CompareDialog;
import sc.fiji.styletransfer.dialog.DialogPage;
import sc.fiji.styletransfer.dialog.EngineDialog;
import sc.fiji.styletransfer.dialog.WeightsDialog;
import sc.fiji.styletransfer.display.ImageJDisplay;
import sc.fiji.styletransfer.display.ResultWindow;
import sc.fiji.styletransfer.display.RunDisplay;
import sc.fiji.styletransfer.fetch.NetworkSupply;
import sc.fiji.styletransfer.job.SettingTexts;
import sc.fiji.styletransfer.macro.CommandRecorder;
import sc.fiji.styletransfer.macro.MacroOptions;
import sc.fiji.styletransfer.macro.OpenImages;
import sc.fiji.styletransfer.macro.RunningMacro;
import sc.fiji.styletransfer.prompt.DialogText;
import sc.fiji.styletransfer.prompt.UserPresence;
import sc.fiji.styletransfer.run.FolderRun;
import sc.fiji.styletransfer.run.Outcome;
import sc.fiji.styletransfer.run.TransferRun;

/**
 * The menu entries of plain ImageJ. In Fiji the SciJava commands with the same labels replace them;
 * both read and record the same options. The class name has an underscore, because ImageJ then
 * shows an error if a jar is missing, instead of doing nothing.
 */
public final class Style_Transfer_PlugIn implements PlugIn {

  private static final Logger LOG = LoggerFactory.getLogger(Style_Transfer_PlugIn.class);

  private static final String WEIGHTS = "weights";
  private static final String ENGINE = "engine";
  private static final String COMPARE = "compare";

  /**
   * Runs a menu entry.
   *
   * @param page the argument in plugins.config, which names the dialog
   */
  @Override
  public void run(final String page) {
    try {
      if (page.equals(WEIGHTS)) showWeights();
      else if (page.equals(ENGINE)) showEngine();
      else if (page.equals(AgainRun.NAME)) AgainRun.perform(new ImageJDisplay());
      else if (page.equals(COMPARE)) compare();
      else if (IJ.isMacro()) runMacro(DialogPage.of(page));
      else runDialog(DialogPage.of(page));
    } catch (final StyleTransferException e) {
      LOG.debug("Cause of the failure", e);
      report(e.getMessage());
    }
  }

  private static void showWeights() {
    if (UserPresence.isPossible()) new WeightsDialog(name -> new ImageJDisplay()).show();
    else IJ.log(WeightsDialog.text(NetworkSupply.standard()));
  }

  private static void showEngine() {
    if (UserPresence.isPossible()) new EngineDialog(name -> new ImageJDisplay()).show();
    else IJ.log(EngineDialog.text());
  }

  private static void compare() {
    final String options = Macro.getOptions();
    if (IJ.isMacro()) {
      final List<String> keys = List.of(CompareDialog.IMAGES, CompareDialog.LAYOUT);
      ResultWindow.show(
          CompareDialog.draw(MacroOptions.parse(options == null ? "" : options, keys)));
      return;
    }
    final CommandRecorder recorder = new CommandRecorder();
    final Optional<SettingTexts> entries = new CompareDialog().ask();
    if (entries.isEmpty()) {
      CommandRecorder.discard();
      return;
    }
    ResultWindow.show(CompareDialog.draw(entries.get()));
    recorder.record(entries.get());
  }

  private static void runMacro(final DialogPage page) {
    final String options = Macro.getOptions();
    final SettingTexts texts = MacroOptions.parse(options == null ? "" : options, page.keys());
    final ImagePlus content = page == DialogPage.FOLDER ? null : Style_Transfer.content(texts);
    perform(page, content, Style_Transfer.installed(texts));
  }

  private static void runDialog(final DialogPage page) {
    final ImagePlus content = page == DialogPage.FOLDER ? null : OpenImages.current();
    final CommandRecorder recorder = new CommandRecorder();
    final Optional<SettingTexts> replay =
        new DialogRun(page, content, name -> new ImageJDisplay())
            .perform(texts -> perform(page, content, texts));
    if (replay.isPresent()) recorder.record(replay.get());
    else CommandRecorder.discard();
  }

  /** Runs the command; returns what a macro needs to repeat it. */
  private static Optional<SettingTexts> perform(
      final DialogPage page, final ImagePlus content, final SettingTexts texts) {
    final RunDisplay display = new ImageJDisplay();
    if (page == DialogPage.FOLDER) {
      new FolderRun(texts).perform(display);
      return display.isStopped() ? Optional.empty() : Optional.of(texts);
    }
    final Outcome outcome =
        new TransferRun(content, Style_Transfer.style(texts), texts).perform(display);
    if (IJ.isMacro()) outcome.require();
    outcome.result().ifPresent(result -> ResultWindow.show(result, content, outcome.summary()));
    return outcome.replay();
  }

  /** Shows a message: in a macro as one line of the log, after which the macro ends. */
  private static void report(final String message) {
    CommandRecorder.discard();
    if (!IJ.isMacro()) {
      IJ.error("Style Transfer", DialogText.of(message));
      return;
    }
    IJ.log("Style Transfer: " + message);
    RunningMacro.end(message);
  }
}
