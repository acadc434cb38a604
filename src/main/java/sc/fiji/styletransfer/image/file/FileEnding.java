package sc.fiji.styletransfer.image.file;

import ij.io.FileInfo;
import ij.io.TiffDecoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Tells whether a TIFF or JPEG file was cut short, for ImageJ opens such files without a word and
 * fills what is missing with black or grey.
 */
final class FileEnding {

  private static final int MARKER = 0xff;
  private static final int START_OF_SCAN = 0xda;
  private static final int END_OF_IMAGE = 0xd9;

  private FileEnding() {}

  /** Whether the pixel data that the directories of a TIFF file promise go beyond its end. */
  static boolean isCutTiff(final Path file) throws IOException {
    final Path absolute = file.toAbsolutePath();
    final TiffDecoder decoder =
        new TiffDecoder(absolute.getParent().toString(), absolute.getFileName().toString());
    final FileInfo[] directories = decoder.getTiffInfo();
    final long length = Files.size(file);
    if (directories != null) {
      for (final FileInfo directory : directories) {
        if (end(directory) > length) {
          return true;
        }
      }
    }
    return false;
  }

  private static long end(final FileInfo directory) {
    if (directory.nImages > 1) {
      // ImageJ's own stacks: one directory describes planes that follow each other.
      final long plane =
          (long) directory.width * directory.height * directory.getBytesPerPixel()
              + directory.getGap();
      return directory.getOffset() + plane * directory.nImages - directory.getGap();
    }
    long end = 0;
    if (directory.stripOffsets != null && directory.stripLengths != null) {
      for (int i = 0; i < directory.stripOffsets.length; i++) {
        final long offset = Integer.toUnsignedLong(directory.stripOffsets[i]);
        end = Math.max(end, offset + directory.stripLengths[i]);
      }
    }
    return end;
  }

  /** Whether a JPEG file lacks the end marker (ITU-T T.81, B.1.1.3) after its image data. */
  static boolean isCutJpeg(final Path file) throws IOException {
    final byte[] bytes = Files.readAllBytes(file);
    // Segments before the scan may hold a thumbnail with an end marker of its own.
    int i = 2;
    while (i + 3 < bytes.length && (bytes[i + 1] & 0xff) != START_OF_SCAN) {
      final boolean fill = (bytes[i + 1] & 0xff) == MARKER;
      i += fill ? 1 : 2 + ((bytes[i + 2] & 0xff) << 8 | bytes[i + 3] & 0xff);
    }
    for (; i + 1 < bytes.length; i++) {
      if ((bytes[i] & 0xff) == MARKER && (bytes[i + 1] & 0xff) == END_OF_IMAGE) {
        return false;
      }
    }
    return true;
  }
}
