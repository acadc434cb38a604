package sc.fiji.styletransfer.fetch;

import java.io.IOException;
import java.net.URI;
import java.util.Map;
import sc.fiji.styletransfer.network.NetworkVariant;
import sc.fiji.styletransfer.weights.file.ByteSpan;

/**
 * The convolutions out of a large {@code .safetensors} file, whose other tensors stay on the
 * server. No checksum is published for a part, so that only its structure and the numbers of its
 * first layer can be checked.
 */
public final class SafetensorsPart extends NetworkSource {

  /** Bytes of the sixteen convolutions in float32. */
  static final long USUAL_BYTES = 80_097_536;

  private static final String NEEDED = "features.";

  private final String name;
  private final NetworkVariant variant;
  private final String licence;
  private final URI address;

  /**
   * @param name to call the part that is fetched
   * @param variant of the network in it
   * @param licence of the weights, with whom to credit
   * @param address of the whole file
   */
  public SafetensorsPart(
      final String name, final NetworkVariant variant, final String licence, final URI address) {
    this.name = name;
    this.variant = variant;
    this.licence = licence;
    this.address = address;
  }

  /**
   * @return torchvision's network as timm offers it: 80 of 575 MB
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
  void bring(final Download download, final PartFile part) {
    try {
      final RemoteHeader remote = RemoteHeader.read(download.client(), address);
      final ByteSpan span = remote.header().span(tensor -> tensor.startsWith(NEEDED));
      part.begin(remote.header().beginning(span));
      download.requireRoom(part, span.length());
      download.run(new Download.Stretch(address, span.plus(remote.length()), remote.total()), part);
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
        "The file %s cannot be fetched from %s: %s; run it again later, or get it by hand and import it with 'stylize weights import'."
            .formatted(name, address, reason),
        cause);
  }
}
