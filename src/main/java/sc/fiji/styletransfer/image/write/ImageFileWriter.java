package sc.fiji.styletransfer.image.write;

import ij.ImagePlus;
import java.io.BufferedOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sc.fiji.styletransfer.StyleTransferException;
import sc.fiji.styletransfer.files.FileReplacement;

/**
 * Writes images as PNG, JPEG or TIFF files. The writer first writes a temporary file in the folder
 * of the target and then moves the complete file to the target, so that a failure leaves no partial
 * result. The image itself does not change.
 *
 * <ul>
 *   <li>TIFF stores everything: depth, all planes, calibration, labels, overlay, lookup tables.
 *   <li>PNG stores RGB, and grey values of 8 and 16 bits with a plain grey lookup table at any
 *       display range. Other images (32-bit, coloured lookup table, composite) are converted to RGB
 *       as displayed.
 *   <li>JPEG stores the image as displayed.
 * </ul>
 */
public final class ImageFileWriter {

  /** Default of the JPEG quality. */
  public static final double DEFAULT_JPEG_QUALITY = 0.95;

  private static final Logger LOG = LoggerFactory.getLogger(ImageFileWriter.class);

  private static final long MEGABYTE = 1_000_000;

  /** PNG and JPEG files are hardly ever smaller than this fraction of their pixels. */
  private static final int BEST_COMPRESSION = 100;

  private static final int PROBE_BYTES = 4096;

  private static final int BUFFER = 1 << 16;

  private final double jpegQuality;

  /** Creates a writer with the default JPEG quality. */
  public ImageFileWriter() {
    this(DEFAULT_JPEG_QUALITY);
  }

  /**
   * Creates a writer.
   *
   * @param jpegQuality quality of JPEG files, from 0 (smallest file) to 1 (best picture)
   * @throws StyleTransferException if the quality is out of range
   */
  public ImageFileWriter(final double jpegQuality) {
    if (!(jpegQuality >= 0 && jpegQuality <= 1)) {
      throw new StyleTransferException(
          "The JPEG quality " + jpegQuality + " is out of range. Choose a quality from 0 to 1.");
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
          "The file '"
              + target
              + "' could not be written ("
              + e.getMessage()
              + "). Check the free space and the permissions of the folder.",
          e);
    }
  }

  /**
   * Checks that a file can hold a result, before the result is computed.
   *
   * @param target a file name ending in .png, .jpg, .jpeg, .tif or .tiff
   * @param pictures number of planes of the result that are displayed one at a time
   * @param bytes size of the result without compression
   * @throws StyleTransferException if the format cannot hold the planes, the disk has too little
   *     room, or {@link #check(Path)} fails
   */
  public void check(final Path target, final int pictures, final long bytes) {
    check(target);
    final ImageFileFormat format = ImageFileFormat.of(target);
    if (pictures > 1 && format != ImageFileFormat.TIFF)
      throw new StyleTransferException(
          String.format(
              Locale.ROOT,
              "A %s file holds one plane, and the result of '%s' has %d planes. Choose a .tif file,"
                  + " or stylise one plane with slices.",
              format.name(),
              target.getFileName(),
              pictures));
    requireRoom(target, format == ImageFileFormat.TIFF ? bytes : bytes / BEST_COMPRESSION);
  }

  private static void requireRoom(final Path target, final long bytes) {
    final Path folder = target.toAbsolutePath().getParent();
    try {
      final long room = Files.getFileStore(folder).getUsableSpace();
      // Some network file systems report no room at all; a full disk fails the check of the target.
      if (room > 0 && room < bytes)
        throw new StyleTransferException(
            String.format(
                Locale.ROOT,
                "The folder '%s' has %d MB of free space, and the result takes %d MB. Make room, or"
                    + " choose another folder.",
                folder,
                room / MEGABYTE,
                bytes / MEGABYTE));
    } catch (final IOException e) {
      LOG.debug("The free space of {} is unknown", folder, e);
    }
  }

  /**
   * Checks that an image can be written to a file, before the image is computed.
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
          "The file '"
              + target
              + "' cannot be reached ("
              + e.getMessage()
              + "). Choose another folder.",
          e);
    }
  }

  /** Through a link the linked file is written, not the link, also if it does not exist yet. */
  private static Path checkedTarget(final Path target) throws IOException {
    final Path file = throughLinks(target);
    final Path folder = file.getParent();
    if (!Files.isDirectory(folder)) {
      throw new StyleTransferException(
          "The folder '" + folder + "' does not exist. Create the folder or choose another.");
    }
    if (Files.isDirectory(file)) {
      throw new StyleTransferException(
          "The output '" + target + "' is a folder. Choose a file name.");
    }
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new StyleTransferException(
          "The output '" + target + "' is a pipe or a device. Choose another name.");
    }
    DeviceNames.requireNone(file, File.separatorChar == '\\');
    if (!Files.isWritable(folder) || Files.exists(file) && !Files.isWritable(file)) {
      throw new StyleTransferException(
          "The file '" + target + "' is read-only. Change its permissions or choose another name.");
    }
    requireName(file);
    probe(file);
    return file;
  }

  private static Path throughLinks(final Path target) throws IOException {
    try {
      return FileReplacement.throughLinks(target);
    } catch (final FileSystemLoopException e) {
      throw new StyleTransferException(
          "The output '" + target + "' is a link that leads back to itself. Choose another name.",
          e);
    }
  }

  /** Refuses a name that the file system does not allow, such as one that is too long. */
  private static void requireName(final Path target) throws IOException {
    try {
      Files.readAttributes(target, BasicFileAttributes.class);
    } catch (final NoSuchFileException e) {
      // The name is allowed, and there is no file yet.
      LOG.trace("{} does not exist", target);
    }
  }

  /** Creates a temporary file beside the target, which a full or read-only disk does not allow. */
  private static void probe(final Path target) throws IOException {
    FileReplacement.deleteAbandoned(target.getParent());
    FileReplacement.probe(target, PROBE_BYTES);
  }

  private static void writeWhole(
      final ImageEncoder encoder, final ImagePlus image, final Path target) throws IOException {
    new FileReplacement()
        .write(
            target,
            channel -> {
              final OutputStream out =
                  new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER);
              encoder.encode(image, out);
              out.flush();
            });
  }
}
