package sc.fiji.styletransfer.weights;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import sc.fiji.styletransfer.network.NetworkFingerprint;
import sc.fiji.styletransfer.network.NetworkWeights;
import sc.fiji.styletransfer.network.WeightsException;
import sc.fiji.styletransfer.weights.file.SafetensorsWriter;
import sc.fiji.styletransfer.weights.file.WeightsFile;

/**
 * Copies the convolutions of a weights file into a weights folder, as a {@code .safetensors} file.
 * A published file gets the name that a download would have; the name of any other file contains
 * its fingerprint.
 */
public final class WeightsImport {

  /** Longer than another process needs to write the file. */
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final WeightsFolders folders;

  /**
   * @param folders folders that receive the file
   */
  public WeightsImport(final WeightsFolders folders) {
    this.folders = folders;
  }

  /**
   * @param file file in any of the formats that {@link WeightsFile} opens
   * @return the new file in the weights folder
   * @throws WeightsException if the file cannot be used or no folder is writable
   */
  public Path take(final Path file) {
    try (NetworkWeights weights = WeightsFile.open(file)) {
      final Optional<PublishedFile> published = PublishedFile.identify(file);
      final Path target = folders.writable().resolve(name(weights, published));
      try (WeightsLock lock = lock(target)) {
        new SafetensorsWriter(weights, notes(file.getFileName().toString(), published))
            .write(target);
      }
      return target;
    }
  }

  /**
   * @param name name of the original file
   * @param published the published file that the original file is, if known
   * @return the notes for the new file
   */
  public static Map<String, String> notes(
      final String name, final Optional<PublishedFile> published) {
    final Map<String, String> notes = new LinkedHashMap<>();
    notes.put("source", name);
    published.ifPresent(known -> notes.put("licence", known.licence()));
    published.ifPresent(known -> notes.put("source checksum", known.checksum().toString()));
    notes.put("layout", "float32, out, in, row, column");
    return notes;
  }

  private static WeightsLock lock(final Path target) {
    return WeightsLock.acquire(target, PATIENCE, () -> false)
        .orElseThrow(
            () -> new WeightsException("The import was interrupted. Import the file again."));
  }

  private static String name(
      final NetworkWeights weights, final Optional<PublishedFile> published) {
    if (published.isPresent()) return WeightsFolders.fileName(weights.variant());
    return "vgg19-%s-%s.safetensors"
        .formatted(weights.variant(), NetworkFingerprint.of(weights).abbreviated());
  }
}
