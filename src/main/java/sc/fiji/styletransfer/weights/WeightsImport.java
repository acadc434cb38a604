package sc.fiji.styletransfer.weights;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import sc.fiji.styletransfer.network.NetworkFingerprint;
import sc.fiji.styletransfer.network.NetworkWeights;
import sc.fiji.styletransfer.network.WeightsException;
import sc.fiji.styletransfer.weights.file.SafetensorsWriter;
import sc.fiji.styletransfer.weights.file.WeightsFile;

/**
 * Takes a file that somebody has into the folders, as a {@code .safetensors} of the convolutions. A
 * published file takes the place a download would take; any other is named by its fingerprint.
 */
public final class WeightsImport {

  private final WeightsFolders folders;

  /**
   * @param folders that receive the file
   */
  public WeightsImport(final WeightsFolders folders) {
    this.folders = folders;
  }

  /**
   * @param file in any of the formats {@link WeightsFile} opens
   * @return the file that was written
   * @throws WeightsException if it cannot be used or no folder can be written
   */
  public Path take(final Path file) {
    try (NetworkWeights weights = WeightsFile.open(file)) {
      final Optional<PublishedFile> published = PublishedFile.identify(file);
      final Path target = folders.writable().resolve(name(weights, published));
      new SafetensorsWriter(weights, notes(file.getFileName().toString(), published)).write(target);
      return target;
    }
  }

  /**
   * @param name of the file the weights come from
   * @param published what that file is, if it is known
   * @return what to note in the kept file
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

  private static String name(
      final NetworkWeights weights, final Optional<PublishedFile> published) {
    if (published.isPresent()) return WeightsFolders.fileName(weights.variant());
    return "vgg19-%s-%s.safetensors"
        .formatted(weights.variant(), NetworkFingerprint.of(weights).abbreviated());
  }
}
