package sc.fiji.styletransfer.fetch;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import sc.fiji.styletransfer.network.NetworkVariant;
import sc.fiji.styletransfer.weights.PublishedFile;
import sc.fiji.styletransfer.weights.WeightsImport;

/** A published file. The download is checked by its size and its checksum. */
public final class WholeFile extends NetworkSource {

  private final PublishedFile file;

  /**
   * @param file file with at least one address
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
  void download(final Download download, final PartFile part) {
    download.requireRoom(part, file.size());
    downloadFromAny(download, part);
    if (file.checksum().matches(part.path())) return;
    part.discard();
    throw new DownloadException(
        "The downloaded file %s differs from the published one (its %s is not %s) and was deleted. Download it again."
            .formatted(file.name(), file.checksum().algorithm(), file.checksum().hex()));
  }

  @Override
  Map<String, String> notes() {
    return WeightsImport.notes(file.name(), Optional.of(file));
  }

  private void downloadFromAny(final Download download, final PartFile part) {
    AddressException failure = null;
    for (final URI address : file.addresses())
      try {
        download.run(Download.Range.whole(address, file.size()), part);
        return;
      } catch (final AddressException e) {
        if (failure == null) failure = e;
      }
    throw new DownloadException(
        "%s. Start the download again later to continue where it ended, or put the file %s (%s bytes, %s) into the folder %s."
            .formatted(
                failure.getMessage(),
                file.name(),
                file.size(),
                file.checksum(),
                part.path().getParent()),
        failure);
  }
}
