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
import sc.fiji.styletransfer.weights.WeightsLock;
import sc.fiji.styletransfer.weights.WeightsReport;
import sc.fiji.styletransfer.weights.file.SafetensorsWriter;
import sc.fiji.styletransfer.weights.file.WeightsFile;

/**
 * Downloads a network into a weights folder: downloads the published file, checks it, and writes
 * the {@code .safetensors} file that later runs open. The file is complete and checked from the
 * moment it exists, also after a crash.
 */
public final class WeightsFetch {

  private static final Logger LOG = LoggerFactory.getLogger(WeightsFetch.class);

  private final WeightsFolders folders;
  private final DownloadLimits limits;
  private final PartFile.Opener opener;

  /**
   * @param folders weights folders
   */
  public WeightsFetch(final WeightsFolders folders) {
    this(folders, DownloadLimits.usual());
  }

  /**
   * @param folders weights folders
   * @param limits time limits
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
   * @param source source of a network
   * @return the consent that {@link #fetch} requires
   * @throws WeightsException if no folder is writable
   */
  public Consent question(final NetworkSource source) {
    return new Consent(
        source.name(), source.bytes(), source.host(), source.licence(), folders.writable());
  }

  /**
   * Downloads a network, unless it is installed already. If another process downloads the network,
   * this method waits until that process ends.
   *
   * @param source source of the network
   * @param consent consent to this download, from {@link #question}
   * @param listener listener for the progress
   * @return the weights file
   * @throws DownloadException if the download fails or is cancelled
   * @throws WeightsException if the file has another network, or the weights file cannot be written
   * @throws IllegalArgumentException if the consent is for another download
   */
  public Path fetch(
      final NetworkSource source, final Consent consent, final DownloadListener listener) {
    if (!question(source).equals(consent))
      throw new IllegalArgumentException("The consent is for another download: " + consent);
    final Path target = consent.folder().resolve(WeightsFolders.fileName(source.variant()));
    final PartFile part = new PartFile(target.resolveSibling(source.name() + ".part"), opener);
    try (WeightsLock lock = lock(target, listener)) {
      final Optional<Path> installed = find(source);
      if (installed.isEmpty()) download(source, part, target, listener);
      part.discard();
      return installed.orElse(target);
    }
  }

  private Optional<Path> find(final NetworkSource source) {
    return folders.folders().stream()
        .map(folder -> folder.resolve(WeightsFolders.fileName(source.variant())))
        .filter(file -> isInstalled(file, source))
        .findFirst();
  }

  private WeightsLock lock(final Path target, final DownloadListener listener) {
    return WeightsLock.acquire(target, limits.lock(), listener::isCancelled)
        .orElseThrow(() -> CancellableWait.cancelled(null));
  }

  private void download(
      final NetworkSource source,
      final PartFile part,
      final Path target,
      final DownloadListener listener) {
    source.download(new Download(limits, listener), part);
    try {
      convert(source, part, target);
    } catch (final WeightsException e) {
      // A damaged download stays damaged. A full disk may have room the next time.
      if (!(e.getCause() instanceof IOException)) part.discard();
      throw e;
    }
  }

  private static void convert(final NetworkSource source, final PartFile part, final Path target) {
    try (NetworkWeights weights = WeightsFile.open(part.path())) {
      if (weights.variant() != source.variant())
        throw new WeightsException(
            "The file downloaded for %s has the %s network and was deleted. Choose another source."
                .formatted(source.variant(), weights.variant()));
      new SafetensorsWriter(weights, source.notes()).write(target);
    }
  }

  private static boolean isInstalled(final Path file, final NetworkSource source) {
    if (Files.notExists(file)) return false;
    try {
      final WeightsReport report = WeightsReport.of(file);
      return report.intact() && report.variant() == source.variant();
    } catch (final WeightsException e) {
      LOG.warn("{} It will be downloaded again.", e.getMessage());
      return false;
    }
  }

  private static FileChannel append(final Path file) throws IOException {
    return FileChannel.open(
        file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
  }
}
