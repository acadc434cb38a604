package sc.fiji.styletransfer.job;

import ij.ImagePlus;
import ij.io.FileInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sc.fiji.styletransfer.StyleTransferException;
import sc.fiji.styletransfer.settings.Settings;

/**
 * The files that a run reads or keeps, none of which its result may replace.
 *
 * @param purposes what each file is for, such as {@code content image}
 */
public record InputFiles(Map<Path, String> purposes) {

  private static final Logger LOG = LoggerFactory.getLogger(InputFiles.class);

  /** Makes the map immutable. */
  public InputFiles {
    purposes = Map.copyOf(purposes);
  }

  /**
   * Collects the files that settings name.
   *
   * @param settings settings of a run
   * @return weights, checkpoint, start picture and label images
   */
  public static InputFiles of(final SettingTexts settings) {
    InputFiles files = new InputFiles(Map.of());
    final var init = settings.get(Settings.INIT);
    if (init.isFile()) files = files.with("start picture", init.file());
    files = files.with("weights file", settings.get(Settings.NETWORK));
    files = files.with("checkpoint", settings.get(Settings.CHECKPOINT));
    for (final String source : RegionPairing.of(settings).sources())
      files = files.with("label image", source);
    return files;
  }

  private InputFiles with(final String purpose, final String name) {
    try {
      return with(purpose, Path.of(name));
    } catch (final InvalidPathException e) {
      LOG.debug("'{}' is no file name", name, e);
      return this;
    }
  }

  /**
   * Adds a file.
   *
   * @param purpose what the file is for, such as {@code style image}
   * @param file the file
   * @return these files and the other
   */
  public InputFiles with(final String purpose, final Path file) {
    final Map<Path, String> all = new LinkedHashMap<>(purposes);
    all.putIfAbsent(file.toAbsolutePath().normalize(), purpose);
    return new InputFiles(all);
  }

  /**
   * Adds the file that an image was opened from, if any.
   *
   * @param purpose what the image is for
   * @param image the image
   * @return these files and the image's
   */
  public InputFiles with(final String purpose, final ImagePlus image) {
    final FileInfo info = image.getOriginalFileInfo();
    if (info == null || info.directory == null || info.directory.isEmpty()) return this;
    if (info.fileName == null || info.fileName.isEmpty()) return this;
    return with(purpose, info.directory + "/" + info.fileName);
  }

  /**
   * Refuses to write a file that is one of these files, also through a link, a relative path, or
   * another letter case where the file system ignores it.
   *
   * @param output the file to write
   * @throws StyleTransferException if the output is one of these files
   */
  public void requireNone(final Path output) {
    purposes.forEach(
        (file, purpose) -> {
          if (isSame(file, output))
            throw new StyleTransferException(
                "The output '%s' would replace the %s of the run. Choose another name."
                    .formatted(output, purpose));
        });
  }

  private static boolean isSame(final Path file, final Path output) {
    try {
      if (Files.exists(file) != Files.exists(output)) return false;
      return Files.exists(file)
          ? Files.isSameFile(file, output)
          : canonical(file).equalsIgnoreCase(canonical(output));
    } catch (final IOException e) {
      LOG.debug("{} and {} cannot be compared", file, output, e);
      return canonical(file).equalsIgnoreCase(canonical(output));
    }
  }

  /** The path of a file that does not exist yet, without links in the path of its folder. */
  private static String canonical(final Path file) {
    final Path absolute = file.toAbsolutePath().normalize();
    Path folder = absolute.getParent();
    try {
      if (folder != null) folder = folder.toRealPath();
    } catch (final IOException e) {
      LOG.debug("{} cannot be resolved", folder, e);
    }
    final Path path = folder == null ? absolute : folder.resolve(absolute.getFileName());
    return Normalizer.normalize(path.toString(), Normalizer.Form.NFC);
  }
}
