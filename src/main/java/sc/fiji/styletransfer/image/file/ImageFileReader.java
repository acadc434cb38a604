package sc.fiji.styletransfer.image.file;

import ij.IJ;
import ij.ImagePlus;
import ij.io.Opener;
import ij.plugin.AVI_Reader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sc.fiji.styletransfer.StyleTransferException;
import sc.fiji.styletransfer.image.plane.StackLimit;

/**
 * Opens image files with ImageJ's own readers, without dialogs and without showing the image: TIFF,
 * PNG, JPEG, GIF, BMP, DICOM, FITS, PGM, AVI, zipped TIFF, text images, and in Fiji whatever its
 * <code>HandleExtraFileTypes</code> plugin opens. The planes of ImageJ's own TIFF stacks stay in
 * the file if they are larger than 2 GiB or a quarter of Java's heap.
 */
public final class ImageFileReader {

  private static final Logger LOG = LoggerFactory.getLogger(ImageFileReader.class);

  /** What ImageJ leaves to the HandleExtraFileTypes plugin, which plain ImageJ does not have. */
  private static final Set<Integer> LEFT_TO_PLUGIN =
      Set.of(Opener.UNKNOWN, Opener.TEXT, Opener.CUSTOM);

  private final StackLimit limit;

  /** A reader that leaves large stacks in their files. */
  public ImageFileReader() {
    this(StackLimit.ofHeap());
  }

  public ImageFileReader(final StackLimit limit) {
    this.limit = limit;
  }

  /**
   * @param file an image file
   * @return the image, not shown
   * @throws StyleTransferException if the file is missing, unreadable, cut short or not an image
   */
  public ImagePlus open(final Path file) {
    checkReadable(file);
    final ImagePlus image = openQuietly(file.toAbsolutePath().normalize().toString());
    if (image == null || image.getWidth() == 0 || image.getProcessor() == null) {
      throw notAnImage(file, null);
    }
    return image;
  }

  private static void checkReadable(final Path file) {
    if (!Files.exists(file)) {
      throw new StyleTransferException(
          "The file '" + file + "' does not exist; check its name and folder.");
    }
    if (Files.isDirectory(file)) {
      throw new StyleTransferException("'" + file + "' is a folder; name an image file.");
    }
    if (!Files.isReadable(file)) {
      throw new StyleTransferException(
          "The file '" + file + "' may not be read; change its permissions.");
    }
  }

  /** ImageJ reports errors in dialogs unless they are redirected to its log. */
  private ImagePlus openQuietly(final String path) {
    final boolean redirected = IJ.redirectingErrorMessages();
    IJ.redirectErrorMessages(true);
    try {
      return openByType(path);
    } catch (final StyleTransferException e) {
      throw e;
    } catch (final RuntimeException e) {
      // ImageJ's readers meet damaged files with exceptions of any kind.
      throw notAnImage(Path.of(path), e);
    } finally {
      IJ.redirectErrorMessages(redirected);
    }
  }

  private ImagePlus openByType(final String path) {
    final Opener opener = new Opener();
    opener.setSilentMode(true);
    final int type = opener.getFileType(path);
    if (type == Opener.AVI) {
      // The opener would ask for the frames.
      return AVI_Reader.open(path, true);
    }
    checkWhole(type, Path.of(path));
    if (LEFT_TO_PLUGIN.contains(type) && !hasExtraReaders()) {
      return null;
    }
    final Optional<LargeTiff> large = type == Opener.TIFF ? large(Path.of(path)) : Optional.empty();
    return large.isPresent() ? large.get().open() : opener.openImage(path);
  }

  private Optional<LargeTiff> large(final Path file) {
    try {
      return LargeTiff.in(file, limit);
    } catch (final IOException e) {
      // A TIFF variant ImageJ's decoder does not know; a plugin may.
      LOG.debug("Cannot tell how large {} is", file, e);
      return Optional.empty();
    }
  }

  private static void checkWhole(final int type, final Path file) {
    try {
      if (type == Opener.TIFF && FileEnding.isCutTiff(file)
          || type == Opener.JPEG && FileEnding.isCutJpeg(file)) {
        throw new StyleTransferException(
            "The file '" + file + "' is cut short; copy or download it again.");
      }
    } catch (final IOException e) {
      // A TIFF variant ImageJ's decoder does not know; a plugin may.
      LOG.debug("Cannot tell whether {} is whole", file, e);
    }
  }

  private static boolean hasExtraReaders() {
    try {
      IJ.getClassLoader().loadClass("HandleExtraFileTypes");
      return true;
    } catch (final ClassNotFoundException e) {
      return false;
    }
  }

  private static StyleTransferException notAnImage(final Path file, final Throwable cause) {
    return new StyleTransferException(
        "The file '" + file + "' is not an image ImageJ can open; convert it to TIFF or PNG.",
        cause);
  }
}
