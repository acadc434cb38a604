package sc.fiji.styletransfer.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import sc.fiji.styletransfer.fetch.Consent;
import sc.fiji.styletransfer.fetch.NetworkOffer;
import sc.fiji.styletransfer.fetch.NetworkSupply;
import sc.fiji.styletransfer.network.WeightsException;

/**
 * Provides a network that a command or an option asks for. Copies the file of another program if
 * there is one, and downloads the file otherwise.
 */
final class NetworkDownload {

  private final NetworkSupply supply;
  private final PrintWriter err;

  /**
   * @param supply source of networks
   * @param err receives messages and progress
   */
  NetworkDownload(final NetworkSupply supply, final PrintWriter err) {
    this.supply = supply;
    this.err = err;
  }

  /**
   * Provides the network of a run if it is missing, for the option {@code --download}.
   *
   * @param network value of the setting {@code network}
   * @throws WeightsException if the network cannot be copied or downloaded
   */
  void ensure(final String network) {
    supply.missing(network).ifPresent(this::get);
  }

  /**
   * Copies or downloads a network.
   *
   * @param variant name of a variant
   * @return the file in the folder for weights
   * @throws WeightsException if the network cannot be copied or downloaded
   */
  Path get(final String variant) {
    return get(supply.offer(variant));
  }

  /**
   * Downloads a network, even if another program has a copy.
   *
   * @param variant name of a variant
   * @return the file in the folder for weights
   * @throws WeightsException if the network cannot be downloaded
   */
  Path download(final String variant) {
    return download(supply.offer(variant));
  }

  private Path get(final NetworkOffer offer) {
    if (offer.copy().isEmpty()) return download(offer);
    final Path copy = offer.copy().get();
    print("Using the file of another program instead of a download: " + copy);
    return offer.take(copy);
  }

  private Path download(final NetworkOffer offer) {
    final Consent consent = offer.question();
    print("Downloading " + consent.description());
    try (DownloadProgress progress = DownloadProgress.create(consent.file(), err)) {
      return offer.download(consent, progress);
    }
  }

  private void print(final String line) {
    err.println(line);
    err.flush();
  }
}
