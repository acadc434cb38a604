package sc.fiji.styletransfer.fetch;

import java.util.List;
import java.util.Map;
import sc.fiji.styletransfer.network.NetworkVariant;
import sc.fiji.styletransfer.weights.PublishedFile;

/** Where a network can be fetched from. */
public abstract sealed class NetworkSource permits WholeFile, SafetensorsPart {

  /**
   * @return what can be fetched, the usual choice first
   */
  public static List<NetworkSource> all() {
    return List.of(new WholeFile(PublishedFile.KERAS), SafetensorsPart.timm());
  }

  /**
   * @return name of what is fetched
   */
  public abstract String name();

  /**
   * @return the network that it has
   */
  public abstract NetworkVariant variant();

  /**
   * @return how many bytes are fetched, about
   */
  public abstract long bytes();

  /**
   * @return the server, best first if there are several
   */
  public abstract String host();

  /**
   * @return licence of the weights, with whom to credit
   */
  public abstract String licence();

  /**
   * Brings everything into the part file and checks what can be checked of the bytes.
   *
   * @throws DownloadException if it does not arrive or is not what was published
   */
  abstract void bring(Download download, PartFile part);

  /** What to note in the file that is kept. */
  abstract Map<String, String> notes();
}
