package sc.fiji.styletransfer.weights.fetch;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import sc.fiji.styletransfer.weights.ByteSpan;
import sc.fiji.styletransfer.weights.NetworkVariant;
import sc.fiji.styletransfer.weights.NetworkWeights;
import sc.fiji.styletransfer.weights.PublishedFile;
import sc.fiji.styletransfer.weights.SafetensorsWriter;
import sc.fiji.styletransfer.weights.WeightsException;
import sc.fiji.styletransfer.weights.WeightsFile;
import sc.fiji.styletransfer.weights.WeightsFolders;
import sc.fiji.styletransfer.weights.WeightsImport;

/**
 * Fetches a network once and keeps it: downloads, checks, reads, and writes the {@code
 * .safetensors} that later runs open. At every moment, also after a crash, there is either that
 * file, checked and complete, or none.
 */
public final class WeightsFetch {

  /** Room for the file that is kept, beside the one that is downloaded. */
  private static final long KEPT_BYTES = PublishedSafetensors.USUAL_BYTES;

  private final WeightsFolders folders;
  private final DownloadLimits limits;
  private final PartFile.Opener opener;

  /**
   * @param folders that receive the network
   */
  public WeightsFetch(final WeightsFolders folders) {
    this(folders, DownloadLimits.usual());
  }

  /**
   * @param folders that receive the network
   * @param limits of patience
   */
  public WeightsFetch(final WeightsFolders folders, final DownloadLimits limits) {
    this(
        folders,
        limits,
        file ->
            FileChannel.open(
                file,
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                StandardOpenOption.APPEND));
  }

  WeightsFetch(
      final WeightsFolders folders, final DownloadLimits limits, final PartFile.Opener opener) {
    this.folders = folders;
    this.limits = limits;
    this.opener = opener;
  }

  /**
   * @param file that would be fetched
   * @return what a person has to agree to
   * @throws WeightsException if no folder can be written
   */
  public Consent question(final PublishedFile file) {
    return new Consent(
        file.name(),
        file.size(),
        file.addresses().get(0).getHost(),
        file.licence(),
        folders.writable());
  }

  /**
   * @param file that would be fetched in part
   * @return what a person has to agree to
   * @throws WeightsException if no folder can be written
   */
  public Consent question(final PublishedSafetensors file) {
    return new Consent(
        file.name(),
        PublishedSafetensors.USUAL_BYTES,
        file.address().getHost(),
        file.licence(),
        folders.writable());
  }

  /**
   * Fetches a published file, unless it is there already.
   *
   * @param file to fetch
   * @param consent a person gave to this very download, from {@link #question(PublishedFile)}
   * @param listener that hears of the progress
   * @return the file that is kept
   * @throws DownloadException if it does not arrive, with what to do
   * @throws WeightsException if it is not what was announced, or cannot be kept
   */
  public Path fetch(
      final PublishedFile file, final Consent consent, final DownloadListener listener) {
    requireConsent(consent, question(file));
    final Path kept = consent.folder().resolve(WeightsFolders.fileName(file.variant()));
    final Path partPath = consent.folder().resolve(file.name() + ".part");
    try (DownloadLock lock = lock(kept)) {
      if (isKept(kept, file.variant())) return kept;
      final PartFile part = new PartFile(partPath, opener);
      requireRoom(consent.folder(), file.size() - part.received());
      download(file, part, listener);
      requireChecksum(file, part);
      keep(part, kept, file.variant(), WeightsImport.notes(file.name(), Optional.of(file)));
      return kept;
    }
  }

  /**
   * Fetches the convolutions out of a published {@code .safetensors} file, unless they are there
   * already. No checksum is published for a part, so that only its structure and the numbers of its
   * first layer can be checked.
   *
   * @param file to fetch from
   * @param consent a person gave to this very download, from {@link
   *     #question(PublishedSafetensors)}
   * @param listener that hears of the progress
   * @return the file that is kept
   * @throws DownloadException if it does not arrive, with what to do
   * @throws WeightsException if it is not what was announced, or cannot be kept
   */
  public Path fetch(
      final PublishedSafetensors file, final Consent consent, final DownloadListener listener) {
    requireConsent(consent, question(file));
    final Path kept = consent.folder().resolve(WeightsFolders.fileName(file.variant()));
    final Path partPath = consent.folder().resolve(file.name() + ".part");
    try (DownloadLock lock = lock(kept)) {
      if (isKept(kept, file.variant())) return kept;
      final PartFile part = new PartFile(partPath, opener);
      downloadPart(file, part, listener);
      keep(part, kept, file.variant(), Map.of("source", file.name(), "licence", file.licence()));
      return kept;
    }
  }

  private DownloadLock lock(final Path kept) {
    return DownloadLock.acquire(
        kept.resolveSibling("." + kept.getFileName() + ".lock"), limits.lock());
  }

  private void download(
      final PublishedFile file, final PartFile part, final DownloadListener listener) {
    final Download download = new Download(new WebClient(limits.stall()), limits, listener);
    UnsuitableAnswerException refusal = null;
    for (final URI address : file.addresses())
      try {
        download.run(Download.Stretch.whole(address, file.size()), part);
        return;
      } catch (final UnsuitableAnswerException e) {
        if (refusal == null) refusal = e;
      }
    throw new DownloadException(
        refusal.getMessage() + " " + folders.missing(file).getMessage(), refusal);
  }

  private void downloadPart(
      final PublishedSafetensors file, final PartFile part, final DownloadListener listener) {
    final WebClient client = new WebClient(limits.stall());
    final RemoteHeader remote = header(client, file);
    final ByteSpan span = remote.header().span(file.needed());
    part.begin(remote.header().beginning(span));
    requireRoom(part.path().getParent(), span.length() - part.received());
    new Download(client, limits, listener)
        .run(
            new Download.Stretch(file.address(), span.plus(remote.length()), remote.total()), part);
  }

  private static RemoteHeader header(final WebClient client, final PublishedSafetensors file) {
    try {
      return RemoteHeader.read(client, file.address());
    } catch (final IOException e) {
      throw new DownloadException(
          "The server %s cannot be reached (%s); check the network and the proxy."
              .formatted(
                  file.address().getHost(),
                  e.getMessage() == null ? "no connection" : e.getMessage()),
          e);
    }
  }

  private static void requireChecksum(final PublishedFile file, final PartFile part) {
    if (file.checksum().matches(part.path())) return;
    part.discard();
    throw new DownloadException(
        "The file %s arrived with other content than its publisher's (its %s is not %s) and was removed; fetch it again."
            .formatted(file.name(), file.checksum().algorithm(), file.checksum().hex()));
  }

  private static void keep(
      final PartFile part,
      final Path kept,
      final NetworkVariant variant,
      final Map<String, String> notes) {
    try (NetworkWeights weights = WeightsFile.open(part.path())) {
      if (weights.variant() != variant)
        throw new WeightsException(
            "The file fetched for %s is %s's network; report this, and use another source."
                .formatted(variant, weights.variant()));
      new SafetensorsWriter(weights, notes).write(kept);
    } catch (final DownloadException e) {
      throw e;
    } catch (final WeightsException e) {
      if (Files.notExists(kept)) discardIfUnusable(part, e);
      throw e;
    }
    part.discard();
  }

  /** A part that cannot be read will not become readable; one that cannot be kept yet may be. */
  private static void discardIfUnusable(final PartFile part, final WeightsException reason) {
    if (!(reason.getCause() instanceof IOException)) part.discard();
  }

  private static boolean isKept(final Path kept, final NetworkVariant variant) {
    if (Files.notExists(kept)) return false;
    try (NetworkWeights weights = WeightsFile.open(kept)) {
      return weights.variant() == variant;
    } catch (final WeightsException e) {
      // Somebody damaged it; it is fetched anew and replaced.
      return false;
    }
  }

  private static void requireConsent(final Consent consent, final Consent question) {
    if (!question.equals(consent))
      throw new IllegalArgumentException(
          "Consent to something else: " + consent + " instead of " + question);
  }

  private static void requireRoom(final Path folder, final long missing) {
    final long room = folder.toFile().getUsableSpace();
    if (room < missing + KEPT_BYTES)
      throw new DownloadException(
          "The folder %s has room for %d MB and %d are needed; make room or set another folder."
              .formatted(folder, room / 1_000_000, (missing + KEPT_BYTES) / 1_000_000));
  }
}
