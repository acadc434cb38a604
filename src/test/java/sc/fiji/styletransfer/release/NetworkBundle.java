package sc.fiji.styletransfer.release;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import sc.fiji.styletransfer.StyleTransferException;
import sc.fiji.styletransfer.fetch.NetworkSource;
import sc.fiji.styletransfer.weights.BundledFolder;
import sc.fiji.styletransfer.weights.WeightsFolders;
import sc.fiji.styletransfer.weights.WeightsImport;
import sc.fiji.styletransfer.weights.WeightsReport;

/** A network in the zips, where the plugin finds it without a download. */
final class NetworkBundle {

  private NetworkBundle() {}

  /**
   * Verifies a weights file and returns the files to pack.
   *
   * @param weights file with VGG19 in any format that the plugin imports
   * @param scratch folder for the imported file
   * @throws StyleTransferException if the numbers are not those that were written into the file
   */
  static List<ReleaseFile> of(final Path weights, final Path scratch) throws IOException {
    final Path file =
        weights.toString().endsWith(".safetensors")
            ? weights
            : new WeightsImport(
                    new WeightsFolders(List.of(Files.createDirectories(scratch)), List.of()))
                .take(weights);
    final WeightsReport report = WeightsReport.of(file);
    if (!report.intact())
      throw new StyleTransferException(
          "The file %s is damaged: its numbers do not have the fingerprint noted in it. Get the file again."
              .formatted(weights));
    final String name = WeightsFolders.fileName(report.variant());
    return List.of(
        new ReleaseFile(BundledFolder.PATH + name, file, null),
        ReleaseFile.text(
            BundledFolder.PATH + name.replace(".safetensors", "-LICENCE.txt"), licence(report)));
  }

  private static String licence(final WeightsReport report) {
    final String licence =
        NetworkSource.all().stream()
            .filter(source -> source.variant() == report.variant())
            .map(NetworkSource::licence)
            .findFirst()
            .orElseThrow();
    return """
    The file %s contains the convolutions of VGG19 (%s).
    Licence and authors: %s.
    %s
    The numbers are those of the authors; only the file format was changed.
    Fingerprint of the numbers: %s
    """
        .formatted(
            WeightsFolders.fileName(report.variant()),
            report.variant(),
            licence,
            licence.startsWith("CC BY 4.0")
                ? "Text of the licence: https://creativecommons.org/licenses/by/4.0/legalcode"
                : "Text of the licence: https://github.com/pytorch/vision/blob/main/LICENSE",
            report.fingerprint());
  }
}
