package sc.fiji.styletransfer.command;

import ij.ImagePlus;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sc.fiji.styletransfer.StyleTransferException;
import sc.fiji.styletransfer.dialog.DialogPage;
import sc.fiji.styletransfer.dialog.SettingsDialog;
import sc.fiji.styletransfer.display.RunDisplay;
import sc.fiji.styletransfer.fetch.NetworkSupply;
import sc.fiji.styletransfer.job.SettingTexts;
import sc.fiji.styletransfer.prompt.DialogPrompt;
import sc.fiji.styletransfer.prompt.NetworkRequest;
import sc.fiji.styletransfer.run.LastRun;

/**
 * A command that a user started from the menu, in ImageJ or Fiji: the dialog, and the run with its
 * entries. If the run refuses the entries, the dialog comes back with them and with the reason.
 */
final class DialogRun {

  private static final Logger LOG = LoggerFactory.getLogger(DialogRun.class);

  private final DialogPage page;
  private final ImagePlus content;
  private final Function<String, RunDisplay> displays;

  /**
   * @param page the settings to ask for
   * @param content the image to stylise; null for a folder
   * @param displays opens a display for a download of the given name
   */
  DialogRun(
      final DialogPage page, final ImagePlus content, final Function<String, RunDisplay> displays) {
    this.page = page;
    this.content = content;
    this.displays = displays;
  }

  /**
   * Asks for the settings and performs the run.
   *
   * @param run receives the entries, and returns what a macro would need to repeat the run, or
   *     nothing if the user stopped it
   * @return what the macro recorder writes, or nothing if the user cancelled or stopped
   */
  Optional<SettingTexts> perform(final Function<SettingTexts, Optional<SettingTexts>> run) {
    Optional<SettingTexts> entries = new SettingsDialog(page, content).ask();
    while (entries.isPresent()) {
      try {
        return settle(entries.get()).flatMap(texts -> perform(texts, run));
      } catch (final StyleTransferException e) {
        LOG.debug("Cause of the failure", e);
        entries = new SettingsDialog(page, content, entries.get(), e.getMessage()).ask();
      }
    }
    return Optional.empty();
  }

  private Optional<SettingTexts> perform(
      final SettingTexts texts, final Function<SettingTexts, Optional<SettingTexts>> run) {
    final Optional<SettingTexts> replay = run.apply(texts);
    if (page != DialogPage.FOLDER) new LastRun(page.menuLabel(), texts).keep();
    return replay;
  }

  private Optional<SettingTexts> settle(final SettingTexts entries) {
    return new NetworkRequest(NetworkSupply.standard(), new DialogPrompt(), displays)
        .settle(entries);
  }
}
