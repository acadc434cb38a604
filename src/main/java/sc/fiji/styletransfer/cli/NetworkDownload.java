package sc.fiji.styletransfer.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import sc.fiji.styletransfer.fetch.Consent;
import sc.fiji.styletransfer.fetch.NetworkOffer;
import sc.fiji.styletransfer.fetch.NetworkSupply;
import sc.fiji.styletransfer.network.WeightsException;

/**
 * Gets a network where a command or an option has asked for it: from another program's folder if it
 * is there, else from the internet, saying what and where to.
 */
final class NetworkDownload {

  private final NetworkSupply supply;
  private final PrintWriter err;

  /**
   * @param supply of networks
   * @param err where to say what happens
   */
  NetworkDownload(final NetworkSupply supply, final PrintWriter err) {
    this.supply = supply;
    this.err = err;
  }

  /**
   * For an option {@code --download}: gets what the user's network needs and what is not here yet.
   *
   * @param network as the setting of that name takes it
   * @throws WeightsException if it cannot be had
   */
  void ensure(final String network) {
    supply.missing(network).ifPresent(this::get);
  }

  /**
   * @param variant name of a variant
   * @return the file that is kept, made from a copy or downloaded
   * @throws WeightsException if it cannot be had
   */
  Path get(final String variant) {
    return get(supply.offer(variant));
  }

  /**
   * @param variant name of a variant
   * @return the file that is kept, downloaded whatever copies there are
   * @throws WeightsException if it cannot be had
   */
  Path download(final String variant) {
    return download(supply.offer(variant));
  }

  private Path get(final NetworkOffer offer) {
    if (offer.copy().isEmpty()) return download(offer);
    final Path copy = offer.copy().get();
    say("Nothing is downloaded: the file is here already, in " + copy);
    return offer.take(copy);
  }

  private Path download(final NetworkOffer offer) {
    final Consent consent = offer.question();
    say("Fetching " + consent.description());
    try (DownloadProgress progress = DownloadProgress.create(consent.file(), err)) {
      return offer.download(consent, progress);
    }
  }

  private void say(final String line) {
    err.println(line);
    err.flush();
  }
}
