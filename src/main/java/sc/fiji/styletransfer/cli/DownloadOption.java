package sc.fiji.styletransfer.cli;

import java.io.PrintWriter;
import picocli.CommandLine.Option;
import sc.fiji.styletransfer.fetch.NetworkSupply;
import sc.fiji.styletransfer.job.SettingTexts;
import sc.fiji.styletransfer.settings.Settings;

/** {@code --download}, by which the user agrees to the download of the network. */
final class DownloadOption {

  @Option(
      names = "--download",
      description = "Fetches the network (80 MB, once) if it is not here yet.")
  private boolean download;

  /** Gets the network these words ask for, if the option was given. */
  void heed(final SettingTexts words, final PrintWriter err) {
    if (download)
      new NetworkDownload(NetworkSupply.standard(), err).ensure(words.get(Settings.NETWORK));
  }
}
