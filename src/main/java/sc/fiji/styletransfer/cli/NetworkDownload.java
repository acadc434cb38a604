package sc.fiji.styletransfer.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import sc.fiji.styletransfer.weights.NetworkChoice;
import sc.fiji.styletransfer.weights.NetworkVariant;
import sc.fiji.styletransfer.weights.WeightsException;
import sc.fiji.styletransfer.weights.WeightsFolders;
import sc.fiji.styletransfer.weights.WeightsImport;
import sc.fiji.styletransfer.weights.fetch.Consent;
import sc.fiji.styletransfer.weights.fetch.NetworkSource;
import sc.fiji.styletransfer.weights.fetch.WeightsFetch;

/**
 * Gets a network where a command or an option has asked for it: from another program's folder if it
 * is there, else from the internet, saying what and where to.
 */
final class NetworkDownload {

  private final WeightsFolders folders;
  private final List<NetworkSource> sources;
  private final PrintWriter err;

  /**
   * @param folders that receive the network
   * @param sources to choose from
   * @param err where to say what happens
   */
  NetworkDownload(
      final WeightsFolders folders, final List<NetworkSource> sources, final PrintWriter err) {
    this.folders = folders;
    this.sources = sources;
    this.err = err;
  }

  /**
   * @param err where to say what happens
   * @return the download for this user's folders
   */
  static NetworkDownload standard(final PrintWriter err) {
    return new NetworkDownload(WeightsFolders.standard(), NetworkSource.all(), err);
  }

  /**
   * For an option {@code --download}: gets what the user's network needs and what is not here yet.
   *
   * @param network as {@link NetworkChoice#open(String)} takes it
   * @throws WeightsException if it cannot be had
   */
  void ensure(final String network) {
    final Optional<NetworkVariant> wanted =
        NetworkVariant.named(
            network.equalsIgnoreCase(NetworkChoice.IMAGENET)
                ? NetworkVariant.OXFORD.toString()
                : network);
    wanted.filter(variant -> folders.find(variant).isEmpty()).ifPresent(v -> get(v.toString()));
  }

  /**
   * @param variant name of a variant
   * @return the file that is kept, made from a copy or downloaded
   * @throws WeightsException if it cannot be had
   */
  Path get(final String variant) {
    final NetworkSource source = source(variant);
    return folders
        .findElsewhere(source.variant())
        .map(this::take)
        .orElseGet(() -> download(source));
  }

  /**
   * @param variant name of a variant
   * @return the file that is kept, downloaded whatever copies there are
   * @throws WeightsException if it cannot be had
   */
  Path download(final String variant) {
    return download(source(variant));
  }

  private NetworkSource source(final String variant) {
    return NetworkVariant.named(variant)
        .flatMap(
            wanted -> sources.stream().filter(source -> source.variant() == wanted).findFirst())
        .orElseThrow(
            () ->
                new WeightsException(
                    "There is no network '%s' to fetch; write oxford or torchvision."
                        .formatted(variant)));
  }

  private Path take(final Path copy) {
    say("Nothing is downloaded: the file is here already, in " + copy);
    return new WeightsImport(folders).take(copy);
  }

  private Path download(final NetworkSource source) {
    final WeightsFetch fetch = new WeightsFetch(folders);
    final Consent consent = fetch.question(source);
    say("Fetching " + consent.description());
    try (DownloadProgress progress = DownloadProgress.create(source.name(), err)) {
      return fetch.fetch(source, consent, progress);
    }
  }

  private void say(final String line) {
    err.println(line);
    err.flush();
  }
}
