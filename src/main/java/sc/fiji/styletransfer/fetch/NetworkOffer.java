package sc.fiji.styletransfer.fetch;

import java.nio.file.Path;
import java.util.Optional;
import sc.fiji.styletransfer.network.NetworkVariant;
import sc.fiji.styletransfer.weights.WeightsFolders;
import sc.fiji.styletransfer.weights.WeightsImport;

/**
 * A network that can be installed, by an import of another program's copy or by a download. Neither
 * happens before a method requests it.
 */
public final class NetworkOffer {

  private final WeightsFolders folders;
  private final NetworkSource source;
  private final Optional<Path> copy;

  NetworkOffer(final WeightsFolders folders, final NetworkSource source) {
    this.folders = folders;
    this.source = source;
    copy = folders.findElsewhere(source.variant());
  }

  /**
   * @return variant of the network
   */
  public NetworkVariant variant() {
    return source.variant();
  }

  /**
   * @return another program's file with this network, if any
   */
  public Optional<Path> copy() {
    return copy;
  }

  /**
   * @return the consent that {@link #download} requires
   * @throws sc.fiji.styletransfer.network.WeightsException if no weights folder is writable
   */
  public Consent question() {
    return new WeightsFetch(folders).question(source);
  }

  /**
   * Imports a file into the weights folder.
   *
   * @param file weights file
   * @return the new file in the weights folder
   * @throws sc.fiji.styletransfer.network.WeightsException if the file cannot be used, or the new
   *     file cannot be written
   */
  public Path take(final Path file) {
    return new WeightsImport(folders).take(file);
  }

  /**
   * Downloads the network.
   *
   * @param consent the consent from {@link #question}
   * @param listener listener for the progress
   * @return the new file in the weights folder
   * @throws DownloadException if the download fails or is cancelled
   */
  public Path download(final Consent consent, final DownloadListener listener) {
    return new WeightsFetch(folders).fetch(source, consent, listener);
  }
}
