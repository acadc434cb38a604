package sc.fiji.styletransfer.batch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import sc.fiji.styletransfer.StyleTransferException;

/**
 * The files of a folder that may be images, and the names their results get.
 *
 * @param files regular files that are not hidden, by name
 */
record BatchFiles(List<Path> files) {

  /** Endings that promise an image ImageJ opens by itself. */
  private static final Set<String> IMAGE_ENDINGS =
      Set.of(
          "tif", "tiff", "png", "jpg", "jpeg", "gif", "bmp", "pgm", "ppm", "pbm", "dcm", "dicom",
          "fits", "fit", "avi");

  /**
   * @param folder to be read
   * @throws StyleTransferException if it cannot be read or holds no files
   */
  static BatchFiles in(final Path folder) {
    if (!Files.isDirectory(folder))
      throw new StyleTransferException("There is no folder '" + folder + "'; check its name.");
    try (Stream<Path> list = Files.list(folder)) {
      return new BatchFiles(
          list.filter(file -> Files.isRegularFile(file) && !isHidden(file)).sorted().toList());
    } catch (final IOException e) {
      throw new StyleTransferException(
          "The folder '" + folder + "' cannot be read; change its permissions.", e);
    }
  }

  /** Whether the name says that the file is an image, so that it is a failure if it is not. */
  static boolean promisesImage(final Path file) {
    return IMAGE_ENDINGS.contains(ending(file));
  }

  /** The name without ending, or with it where two files differ in nothing else. */
  String shortName(final Path file) {
    final String stem = stem(file);
    final long same = files.stream().filter(other -> stem(other).equals(stem)).count();
    return same < 2 ? stem : stem + "_" + ending(file);
  }

  private static boolean isHidden(final Path file) {
    return file.getFileName().toString().startsWith(".");
  }

  private static String stem(final Path file) {
    final String name = file.getFileName().toString();
    final int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }

  private static String ending(final Path file) {
    final String name = file.getFileName().toString();
    return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }
}
