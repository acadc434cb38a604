package sc.fiji.styletransfer.image.file;

import ij.ImagePlus;
import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;
import sc.fiji.styletransfer.StyleTransferException;

/**
 * Writes images as PNG, JPEG or TIFF, whole or not at all: the image goes to a temporary file
 * beside the target, which takes the target's place only when it is complete. The image itself is
 * not changed.
 *
 * <ul>
 *   <li>TIFF keeps everything: depth, all planes, calibration, labels, overlay, lookup tables.
 *   <li>PNG keeps grey values of 8 and 16 bits under a plain grey lookup table, whatever the
 *       display range, and RGB. Other images (32-bit, coloured lookup table, composite) are written
 *       in RGB as they are displayed.
 *   <li>JPEG is always written as displayed.
 * </ul>
 */
public final class ImageFileWriter {

  /** The JPEG quality used unless told otherwise. */
  public static final double DEFAULT_JPEG_QUALITY = 0.95;

  private final double jpegQuality;

  /** A writer with the default JPEG quality. */
  public ImageFileWriter() {
    this(DEFAULT_JPEG_QUALITY);
  }

  /**
   * @param jpegQuality from 0 (smallest file) to 1 (best picture)
   * @throws StyleTransferException if the quality is out of range
   */
  public ImageFileWriter(final double jpegQuality) {
    if (!(jpegQuality >= 0 && jpegQuality <= 1)) {
      throw new StyleTransferException(
          "The JPEG quality " + jpegQuality + " is out of range; choose one from 0 to 1.");
    }
    this.jpegQuality = jpegQuality;
  }

  /**
   * Writes an image in the format of the target's extension. An existing file is replaced.
   *
   * @param image the image
   * @param target a file name ending in .png, .jpg, .jpeg, .tif or .tiff
   * @throws StyleTransferException if the extension is unknown, the folder is missing, the target
   *     may not be written, the format cannot hold the image, or writing fails
   */
  public void write(final ImagePlus image, final Path target) {
    final ImageEncoder encoder = ImageEncoder.of(ImageFileFormat.of(target), jpegQuality);
    encoder.check(image);
    try {
      writeWhole(encoder, image, checkedTarget(target));
    } catch (final IOException e) {
      throw new StyleTransferException(
          "Writing '" + target + "' failed (" + e.getMessage() + "); check space and permissions.",
          e);
    }
  }

  /**
   * Checks that an image could be written there, so that a long run does not end in vain.
   *
   * @param target a file name ending in .png, .jpg, .jpeg, .tif or .tiff
   * @throws StyleTransferException if the extension is unknown, the folder is missing or the target
   *     may not be written
   */
  public void check(final Path target) {
    ImageFileFormat.of(target);
    try {
      checkedTarget(target);
    } catch (final IOException e) {
      throw new StyleTransferException(
          "'" + target + "' cannot be reached (" + e.getMessage() + "); choose another place.", e);
    }
  }

  private static Path checkedTarget(final Path target) throws IOException {
    final Path absolute = target.toAbsolutePath();
    final Path folder = absolute.getParent();
    if (!Files.isDirectory(folder)) {
      throw new StyleTransferException(
          "The folder '" + folder + "' does not exist; create it or choose another.");
    }
    if (Files.isDirectory(absolute)) {
      throw new StyleTransferException("'" + target + "' is a folder; choose a file name.");
    }
    if (!Files.isWritable(folder) || Files.exists(absolute) && !Files.isWritable(absolute)) {
      throw new StyleTransferException(
          "'" + target + "' is read-only; choose another place or change its permissions.");
    }
    // Through a link the linked file is replaced, not the link.
    return Files.exists(absolute) ? absolute.toRealPath() : absolute;
  }

  private static void writeWhole(
      final ImageEncoder encoder, final ImagePlus image, final Path target) throws IOException {
    final Path part =
        target.resolveSibling("." + target.getFileName() + UUID.randomUUID() + ".part");
    try {
      try (FileOutputStream file = new FileOutputStream(part.toFile());
          OutputStream out = new BufferedOutputStream(file, 1 << 16)) {
        encoder.encode(image, out);
        out.flush();
        file.getFD().sync();
      }
      replace(part, target);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static void replace(final Path part, final Path target) throws IOException {
    try {
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (final AtomicMoveNotSupportedException e) {
      Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
