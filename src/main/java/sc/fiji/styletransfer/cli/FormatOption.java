package sc.fiji.styletransfer.cli;

import picocli.CommandLine.Option;
import sc.fiji.styletransfer.image.write.ImageFileFormat;

/** The option {@code --format}, by which a batch chooses the file format of its results. */
public final class FormatOption {

  @Option(
      names = "--format",
      defaultValue = "tiff",
      paramLabel = "FORMAT",
      description =
          "File format of the results: tiff stores stacks and all bit depths, png and jpeg store"
              + " one plane. Default: ${DEFAULT-VALUE}.")
  private ImageFileFormat format;

  /**
   * Returns the format that the user chose.
   *
   * @return the format of all results of the batch
   */
  public ImageFileFormat chosen() {
    return format;
  }
}
