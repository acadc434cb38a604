package sc.fiji.styletransfer.fetch;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sc.fiji.styletransfer.network.NetworkWeights;
import sc.fiji.styletransfer.network.WeightsException;
import sc.fiji.styletransfer.weights.WeightsFolders;
import sc.fiji.styletransfer.weights.WeightsReport;
import sc.fiji.styletransfer.weights.file.SafetensorsWriter;
import sc.fiji.styletransfer.weights.file.WeightsFile;

/**
 * Fetches a network once and keeps it: downloads, checks, reads, and writes the {@code
 * .safetensors} that later runs open. At every moment, also after a crash, there is either that
 * file, checked and complete, or none.
 */
public final class WeightsFetch {

  private static final Logger LOG = LoggerFactory.getLogger(WeightsFetch.class);

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
    this(folders, limits, WeightsFetch::append);
  }

  WeightsFetch(
      final WeightsFolders folders, final DownloadLimits limits, final PartFile.Opener opener) {
    this.folders = folders;
    this.limits = limits;
    this.opener = opener;
  }

  /**
   * @param source that would be fetched from
   * @return what a person has to agree to
   * @throws WeightsException if no folder can be written
   */
  public Consent question(final NetworkSource source) {
    return new Consent(
        source.name(), source.bytes(), source.host(), source.licence(), folders.writable());
  }

  /**
   * Fetches a network, unless it is there already. If another process is at it, waits for that.
   *
   * @param source to fetch from
   * @param consent a person gave to this very download, from {@link #question}
   * @param listener that hears of the progress
   * @return the file that is kept
   * @throws DownloadException if it does not arrive, with what to do
   * @throws WeightsException if it is not what was announced, or cannot be kept
   * @throws IllegalArgumentException if the consent is to something else
   */
  public Path fetch(
      final NetworkSource source, final Consent consent, final DownloadListener listener) {
    if (!question(source).equals(consent))
      throw new IllegalArgumentException("Consent to something else: " + consent);
    final Path kept = consent.folder().resolve(WeightsFolders.fileName(source.variant()));
    try (DownloadLock lock = lock(kept)) {
      final Optional<Path> there = find(source);
      if (there.isEmpty()) bring(source, kept, listener);
      return there.orElse(kept);
    }
  }

  private Optional<Path> find(final NetworkSource source) {
    return folders.folders().stream()
        .map(folder -> folder.resolve(WeightsFolders.fileName(source.variant())))
        .filter(file -> isKept(file, source))
        .findFirst();
  }

  private DownloadLock lock(final Path kept) {
    return DownloadLock.acquire(
        kept.resolveSibling("." + kept.getFileName() + ".lock"), limits.lock());
  }

  private void bring(final NetworkSource source, final Path kept, final DownloadListener listener) {
    final PartFile part = new PartFile(kept.resolveSibling(source.name() + ".part"), opener);
    source.bring(new Download(new WebClient(limits.stall()), limits, listener), part);
    try {
      keep(source, part, kept);
    } catch (final WeightsException e) {
      // What cannot be read will not become readable; what cannot be kept for lack of room may be.
      if (!(e.getCause() instanceof IOException)) part.discard();
      throw e;
    }
    part.discard();
  }

  private static void keep(final NetworkSource source, final PartFile part, final Path kept) {
    try (NetworkWeights weights = WeightsFile.open(part.path())) {
      if (weights.variant() != source.variant())
        throw new WeightsException(
            "The file fetched for %s has %s's network and was removed; use another source."
                .formatted(source.variant(), weights.variant()));
      new SafetensorsWriter(weights, source.notes()).write(kept);
    }
  }

  private static boolean isKept(final Path kept, final NetworkSource source) {
    if (Files.notExists(kept)) return false;
    try {
      final WeightsReport report = WeightsReport.of(kept);
      return report.intact() && report.variant() == source.variant();
    } catch (final WeightsException e) {
      LOG.warn("{} It is fetched anew.", e.getMessage());
      return false;
    }
  }

  private static FileChannel append(final Path file) throws IOException {
    return FileChannel.open(
        file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
  }
}
