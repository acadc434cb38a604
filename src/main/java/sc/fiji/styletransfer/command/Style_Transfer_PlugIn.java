package sc.fiji.styletransfer.command;

import ij.IJ;
import ij.ImagePlus;
import ij.Macro;
import ij.plugin.PlugIn;
import ij.plugin.frame.Recorder;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sc.fiji.styletransfer.StyleTransferException;
import sc.fiji.styletransfer.dialog.DialogPage;
import sc.fiji.styletransfer.dialog.SettingsDialog;
import sc.fiji.styletransfer.dialog.WeightsDialog;
import sc.fiji.styletransfer.display.ImageJDisplay;
import sc.fiji.styletransfer.fetch.NetworkSupply;
import sc.fiji.styletransfer.job.SettingTexts;
import sc.fiji.styletransfer.macro.MacroOptions;
import sc.fiji.styletransfer.macro.OpenImages;
import sc.fiji.styletransfer.macro.RunningMacro;
import sc.fiji.styletransfer.prompt.DialogPrompt;
import sc.fiji.styletransfer.prompt.NetworkRequest;
import sc.fiji.styletransfer.prompt.UserPresence;
import sc.fiji.styletransfer.run.FolderRun;

/**
 * The menu entries of plain ImageJ. In Fiji the SciJava commands of the same labels take their
 * place; both understand, and record, the same options. The underscore makes ImageJ say so if a jar
 * this class needs is missing.
 */
public final class Style_Transfer_PlugIn implements PlugIn {

  private static final Logger LOG = LoggerFactory.getLogger(Style_Transfer_PlugIn.class);

  private static final String WEIGHTS = "weights";

  /**
   * @param page which dialog, as plugins.config says
   */
  @Override
  public void run(final String page) {
    try {
      if (page.equals(WEIGHTS)) showWeights();
      else open(DialogPage.of(page));
    } catch (final StyleTransferException e) {
      LOG.debug("Cause of the failure", e);
      tell(e.getMessage());
    }
  }

  private static void showWeights() {
    if (UserPresence.isPossible()) new WeightsDialog(name -> new ImageJDisplay()).show();
    else IJ.log(WeightsDialog.text(NetworkSupply.standard()));
  }

  private static void open(final DialogPage page) {
    final Optional<SettingTexts> words = words(page);
    if (page == DialogPage.FOLDER)
      words.map(FolderRun::new).ifPresent(run -> run.perform(new ImageJDisplay()));
    else words.map(Style_Transfer::stylize).ifPresent(ImagePlus::show);
  }

  private static Optional<SettingTexts> words(final DialogPage page) {
    if (!IJ.isMacro()) return ask(page);
    final String options = Macro.getOptions();
    final SettingTexts words = MacroOptions.parse(options == null ? "" : options);
    words.requireKeys(page.keys());
    return Optional.of(words);
  }

  private static Optional<SettingTexts> ask(final DialogPage page) {
    if (page != DialogPage.FOLDER) OpenImages.current();
    final Optional<SettingTexts> words =
        new SettingsDialog(page)
            .ask()
            .flatMap(
                new NetworkRequest(
                        NetworkSupply.standard(), new DialogPrompt(), name -> new ImageJDisplay())
                    ::settle);
    if (IJ.recording()) words.ifPresent(Style_Transfer_PlugIn::record);
    return words;
  }

  /** Records what was said as SciJava does, so that the line runs in Fiji as well. */
  private static void record(final SettingTexts words) {
    Recorder.setCommand(Recorder.getCommand());
    words
        .byKey()
        .keySet()
        .forEach(key -> words.get(key).ifPresent(text -> Recorder.recordOption(key, text)));
  }

  /** In a macro one line in the log and the end of the macro, else a dialog. */
  private static void tell(final String message) {
    if (!IJ.isMacro()) {
      IJ.error("Style Transfer", message);
      return;
    }
    IJ.log("Style Transfer: " + message);
    RunningMacro.end(message);
  }
}
