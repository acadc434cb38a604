package sc.fiji.styletransfer.fetch;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import sc.fiji.styletransfer.network.NetworkVariant;
import sc.fiji.styletransfer.weights.PublishedFile;
import sc.fiji.styletransfer.weights.WeightsImport;

/** A published file that is fetched whole and checked by its size and checksum. */
public final class WholeFile extends NetworkSource {

  private final PublishedFile file;

  /**
   * @param file with at least one address
   */
  public WholeFile(final PublishedFile file) {
    this.file = file;
  }

  @Override
  public String name() {
    return file.name();
  }

  @Override
  public NetworkVariant variant() {
    return file.variant();
  }

  @Override
  public long bytes() {
    return file.size();
  }

  @Override
  public String host() {
    return file.addresses().get(0).getHost();
  }

  @Override
  public String licence() {
    return file.licence();
  }

  @Override
  void bring(final Download download, final PartFile part) {
    download.requireRoom(part, file.size());
    bringFromAnywhere(download, part);
    if (file.checksum().matches(part.path())) return;
    part.discard();
    throw new DownloadException(
        "The file %s arrived with other content than its publisher's (its %s is not %s) and was removed; fetch it again."
            .formatted(file.name(), file.checksum().algorithm(), file.checksum().hex()));
  }

  @Override
  Map<String, String> notes() {
    return WeightsImport.notes(file.name(), Optional.of(file));
  }

  private void bringFromAnywhere(final Download download, final PartFile part) {
    AddressException failure = null;
    for (final URI address : file.addresses())
      try {
        download.run(Download.Stretch.whole(address, file.size()), part);
        return;
      } catch (final AddressException e) {
        if (failure == null) failure = e;
      }
    throw new DownloadException(
        "%s; run it again later, which goes on from there, or put the file %s (%d bytes, %s) into the folder %s."
            .formatted(
                failure.getMessage(),
                file.name(),
                file.size(),
                file.checksum(),
                part.path().getParent()),
        failure);
  }
}
