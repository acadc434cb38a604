package sc.fiji.styletransfer.fetch;

import java.nio.file.Path;
import java.util.Optional;
import sc.fiji.styletransfer.network.NetworkVariant;
import sc.fiji.styletransfer.weights.WeightsFolders;
import sc.fiji.styletransfer.weights.WeightsImport;

/**
 * A network that can be had: taken from another program's folder if it is there, or downloaded.
 * Nothing happens before one of the two is asked for.
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
   * @return which network it is
   */
  public NetworkVariant variant() {
    return source.variant();
  }

  /**
   * @return another program's file with this network's numbers, if there is one
   */
  public Optional<Path> copy() {
    return copy;
  }

  /**
   * @return what a person has to agree to before {@link #download}
   * @throws sc.fiji.styletransfer.network.WeightsException if no folder can be written
   */
  public Consent question() {
    return new WeightsFetch(folders).question(source);
  }

  /**
   * @param file that somebody has
   * @return the file that is kept, made from it
   * @throws sc.fiji.styletransfer.network.WeightsException if it cannot be used or kept
   */
  public Path take(final Path file) {
    return new WeightsImport(folders).take(file);
  }

  /**
   * @param consent that was given to {@link #question}
   * @param listener that hears of the progress
   * @return the file that is kept
   * @throws DownloadException if it does not arrive, with what to do
   */
  public Path download(final Consent consent, final DownloadListener listener) {
    return new WeightsFetch(folders).fetch(source, consent, listener);
  }
}
