package sc.fiji.styletransfer.fetch;

import java.io.IOException;
import java.net.URI;
import java.util.Map;
import sc.fiji.styletransfer.network.NetworkVariant;
import sc.fiji.styletransfer.weights.file.ByteSpan;

/**
 * The convolutions of a large {@code .safetensors} file. The other tensors are not downloaded. No
 * checksum is published for a part of a file, so only the structure and the numbers of the first
 * layer can be checked.
 */
public final class SafetensorsPart extends NetworkSource {

  /** Size of the sixteen convolutions in float32, in bytes. */
  static final long USUAL_BYTES = 80_097_536;

  private static final String NEEDED = "features.";

  private final String name;
  private final NetworkVariant variant;
  private final String licence;
  private final URI address;

  /**
   * @param name name of the part
   * @param variant variant of the network
   * @param licence licence of the weights, with the attribution
   * @param address address of the whole file
   */
  public SafetensorsPart(
      final String name, final NetworkVariant variant, final String licence, final URI address) {
    this.name = name;
    this.variant = variant;
    this.licence = licence;
    this.address = address;
  }

  /**
   * @return the torchvision network as timm publishes it: 80 of 575 MB
   */
  public static SafetensorsPart timm() {
    return new SafetensorsPart(
        "vgg19.tv_in1k.safetensors",
        NetworkVariant.TORCHVISION,
        "BSD-3-Clause, torchvision, by way of timm",
        URI.create("https://huggingface.co/timm/vgg19.tv_in1k/resolve/main/model.safetensors"));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public NetworkVariant variant() {
    return variant;
  }

  @Override
  public long bytes() {
    return USUAL_BYTES;
  }

  @Override
  public String host() {
    return address.getHost();
  }

  @Override
  public String licence() {
    return licence;
  }

  @Override
  void download(final Download download, final PartFile part) {
    try {
      final RemoteHeader remote = RemoteHeader.read(download.client(), address);
      final ByteSpan span = remote.header().span(tensor -> tensor.startsWith(NEEDED));
      part.begin(remote.header().beginning(span));
      download.requireRoom(part, span.length());
      download.run(new Download.Range(address, span.plus(remote.length()), remote.total()), part);
    } catch (final IOException e) {
      throw notReached(e, WebClient.reason(e));
    } catch (final AddressException e) {
      throw notReached(e, e.getMessage());
    }
  }

  @Override
  Map<String, String> notes() {
    return Map.of("source", name, "licence", licence);
  }

  private DownloadException notReached(final Exception cause, final String reason) {
    return new DownloadException(
        "The file %s cannot be downloaded from %s: %s. Try again later, or download the file with another program and import it (in Fiji and ImageJ: Plugins > Style Transfer > Style Transfer (Weights)..., on the command line: stylize weights import)."
            .formatted(name, address, reason),
        cause);
  }
}
