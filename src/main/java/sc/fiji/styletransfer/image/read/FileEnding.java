package sc.fiji.styletransfer.image.read;

import ij.io.FileInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import sc.fiji.styletransfer.StyleTransferException;

/**
 * Checks that a TIFF file contains the pixels that its directories state, because ImageJ opens
 * shorter files without an error and fills the rest with black.
 */
final class FileEnding {

  private FileEnding() {}

  /**
   * Checks a file.
   *
   * @param file the file
   * @param directories as ImageJ decodes them
   * @throws IOException if the file cannot be read
   * @throws StyleTransferException if pixels are missing
   */
  static void check(final Path file, final List<FileInfo> directories) throws IOException {
    final long length = Files.size(file);
    for (final FileInfo directory : directories)
      if (end(directory) > length)
        throw new StyleTransferException(
            "The file '" + file + "' is cut short. Copy or download the file again.");
  }

  private static long end(final FileInfo directory) {
    final long plane = (long) directory.width * directory.height * directory.getBytesPerPixel();
    // In ImageJ's own stacks, one directory describes planes that follow each other.
    final int planes = Math.max(1, directory.nImages);
    if (planes > 1)
      return directory.getOffset() + planes * (plane + directory.getGap()) - directory.getGap();
    return 0;
  }
}
