package sc.fiji.styletransfer.cli;

import java.io.PrintWriter;
import picocli.CommandLine.Option;
import sc.fiji.styletransfer.fetch.NetworkSupply;
import sc.fiji.styletransfer.job.SettingTexts;
import sc.fiji.styletransfer.settings.Settings;

/** The option {@code --download}, by which the user agrees to the download of the network. */
final class DownloadOption {

  @Option(
      names = "--download",
      description = "Downloads the network (80 MB, once) if it is not on this computer.")
  private boolean download;

  /** Downloads the network of the settings if the option is given and the network is missing. */
  void fetch(final SettingTexts settings, final PrintWriter err) {
    if (download)
      new NetworkDownload(NetworkSupply.standard(), err).ensure(settings.get(Settings.NETWORK));
  }
}
