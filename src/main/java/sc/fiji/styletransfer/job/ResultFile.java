package sc.fiji.styletransfer.job;

import ij.ImagePlus;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sc.fiji.styletransfer.StyleTransferException;
import sc.fiji.styletransfer.files.TemporaryFolder;
import sc.fiji.styletransfer.image.ResultPlan;
import sc.fiji.styletransfer.image.write.ImageFileWriter;
import sc.fiji.styletransfer.settings.Settings;

/**
 * The file that a run writes its result to. The checks refuse a file that could not be written,
 * before anything is computed. If the file cannot be written after the run, the result goes to the
 * temporary folder instead, or else to the user's own folder.
 */
public final class ResultFile {

  private static final Logger LOG = LoggerFactory.getLogger(ResultFile.class);

  private final Path file;
  private final InputFiles inputs;

  /**
   * @param file file name that ends in .png, .jpg or .tif
   * @param inputs files that the result may not replace
   */
  public ResultFile(final Path file, final InputFiles inputs) {
    this.file = file;
    this.inputs = inputs;
  }

  /**
   * Checks name, folder and permissions, and that the file is none of the inputs.
   *
   * @throws StyleTransferException if the file cannot be written
   */
  public void check() {
    inputs.requireNone("output", file);
    new ImageFileWriter().check(file);
  }

  /**
   * Checks, besides {@link #check()}, that the format can hold the planes of the result and that
   * the disk has room for them.
   *
   * @param content image to stylise
   * @param settings settings of the run
   * @throws StyleTransferException if the file cannot be written
   */
  public void check(final ImagePlus content, final SettingTexts settings) {
    inputs.with("content image", content).requireNone("output", file);
    final ResultPlan plan = ResultPlan.of(ImageSettings.read(settings), content);
    final int longSide = settings.transferSettings().get(Settings.SIZE);
    new ImageFileWriter().check(file, plan.pictures(), plan.bytes(content, longSide));
  }

  /**
   * Writes the result.
   *
   * @param result the result
   * @throws StyleTransferException if the file cannot be written; the message names the file that
   *     holds the result instead
   */
  public void write(final ImagePlus result) {
    try {
      new ImageFileWriter().write(result, file);
    } catch (final StyleTransferException e) {
      throw new StyleTransferException(e.getMessage() + keep(result), e);
    } catch (final RuntimeException | VirtualMachineError | LinkageError e) {
      throw new StyleTransferException(
          "The file '%s' could not be written. %s".formatted(file, FailureReason.of(e))
              + keep(result),
          e);
    }
  }

  /** Writes the result to the first folder that takes it and returns a sentence about it. */
  private static String keep(final ImagePlus result) {
    final String name = "style-transfer-result-" + UUID.randomUUID() + ".tif";
    final Set<Path> folders = new LinkedHashSet<>();
    folders.add(TemporaryFolder.ofProcess().root());
    for (final String property : List.of("user.home", "user.dir"))
      folders.add(Path.of(System.getProperty(property)).toAbsolutePath());
    for (final Path folder : folders)
      try {
        new ImageFileWriter().write(result, folder.resolve(name));
        return " The result is kept in '" + folder.resolve(name) + "'.";
      } catch (final RuntimeException | VirtualMachineError | LinkageError e) {
        LOG.debug("The result cannot be kept in {}", folder, e);
      }
    return " The result could not be kept in any of the folders %s either. Free memory and disk space, and run the transfer again."
        .formatted(folders.stream().map(f -> "'" + f + "'").collect(Collectors.joining(", ")));
  }
}
