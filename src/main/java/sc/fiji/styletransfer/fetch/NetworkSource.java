package sc.fiji.styletransfer.fetch;

import java.util.List;
import java.util.Map;
import sc.fiji.styletransfer.network.NetworkVariant;
import sc.fiji.styletransfer.weights.PublishedFile;

/** A file on the web with a network. */
public abstract sealed class NetworkSource permits WholeFile {

  /**
   * @return the known sources, the usual choice first
   */
  public static List<NetworkSource> all() {
    return List.of(new WholeFile(PublishedFile.KERAS), new WholeFile(PublishedFile.TORCHVISION));
  }

  /**
   * @return name of the file
   */
  public abstract String name();

  /**
   * @return variant of the network
   */
  public abstract NetworkVariant variant();

  /**
   * @return approximate size of the download in bytes
   */
  public abstract long bytes();

  /**
   * @return name of the preferred server
   */
  public abstract String host();

  /**
   * @return licence of the weights, with the attribution
   */
  public abstract String licence();

  /**
   * Downloads the network into the part file and checks the bytes as far as possible.
   *
   * @throws DownloadException if the download fails, or the bytes are not those that were published
   */
  abstract void download(Download download, PartFile part);

  /** Returns the notes for the weights file. */
  abstract Map<String, String> notes();
}
