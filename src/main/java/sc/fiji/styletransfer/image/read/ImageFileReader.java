package sc.fiji.styletransfer.image.read;

import ij.IJ;
import ij.ImagePlus;
import ij.io.FileInfo;
import ij.io.Opener;
import ij.plugin.AVI_Reader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sc.fiji.styletransfer.StyleTransferException;
import sc.fiji.styletransfer.image.plane.StackLimit;

/**
 * Opens image files without dialogs and without showing the image.
 *
 * <ul>
 *   <li>JPEG, PNG, GIF, BMP, WebP, PSD and PNM: readers of the TwelveMonkeys library and of the
 *       Java runtime, see {@link PictureFileReader}.
 *   <li>TIFF: ImageJ's decoder for uncompressed files, with calibration, overlay and stacks; the
 *       TwelveMonkeys library for all others. The planes of ImageJ's own stacks stay in the file if
 *       they are larger than 2 GiB or a quarter of Java's heap.
 *   <li>DICOM, FITS, AVI, zipped TIFF and text images: ImageJ's readers.
 *   <li>Everything else, and what the readers above refuse: Fiji's <code>HandleExtraFileTypes
 *       </code> plugin, where it is installed.
 * </ul>
 *
 * <p>Damaged and hostile files are refused, see {@link GuardedRead} and {@link HeapLimit}.
 */
public final class ImageFileReader {

  private static final Logger LOG = LoggerFactory.getLogger(ImageFileReader.class);

  /** What ImageJ leaves to the HandleExtraFileTypes plugin, which plain ImageJ does not have. */
  private static final Set<Integer> LEFT_TO_PLUGIN =
      Set.of(Opener.UNKNOWN, Opener.TEXT, Opener.CUSTOM);

  /** ImageJ would apply a lookup table to the current image. */
  private static final Set<Integer> NO_IMAGES = Set.of(Opener.LUT, Opener.ROI, Opener.TABLE);

  private final StackLimit stackLimit;
  private final HeapLimit heapLimit;
  private final GuardedRead guard;

  /** Creates a reader that leaves large stacks in their files. */
  public ImageFileReader() {
    this(StackLimit.ofHeap());
  }

  /**
   * Creates a reader.
   *
   * @param stackLimit size from which ImageJ's stacks stay in their files
   */
  public ImageFileReader(final StackLimit stackLimit) {
    this(stackLimit, HeapLimit.ofProcess(), new GuardedRead());
  }

  ImageFileReader(final StackLimit stackLimit, final HeapLimit heapLimit, final GuardedRead guard) {
    this.stackLimit = stackLimit;
    this.heapLimit = heapLimit;
    this.guard = guard;
  }

  /**
   * Opens a file.
   *
   * @param file an image file
   * @return the image, not shown
   * @throws StyleTransferException if the file is missing, unreadable, damaged, too large for the
   *     heap, or no image
   */
  public ImagePlus open(final Path file) {
    checkReadable(file);
    try (RedirectedErrors open = new RedirectedErrors()) {
      return opened(file.toAbsolutePath().normalize());
    }
  }

  private static void checkReadable(final Path file) {
    if (Files.isSymbolicLink(file) && !Files.exists(file)) {
      throw new StyleTransferException(
          "The file '" + file + "' is a link to a file that does not exist. Check the link.");
    }
    if (!Files.exists(file)) {
      throw new StyleTransferException(
          "The file '" + file + "' does not exist. Check its name and folder.");
    }
    if (Files.isDirectory(file)) {
      throw new StyleTransferException("'" + file + "' is a folder. Name an image file.");
    }
    // A pipe or a device might never end.
    if (!Files.isRegularFile(file)) {
      throw new StyleTransferException(
          "The file '" + file + "' is a pipe or a device. Save the image to a file first.");
    }
    if (!Files.isReadable(file)) {
      throw new StyleTransferException(
          "The file '" + file + "' cannot be read. Change its permissions.");
    }
  }

  private ImagePlus opened(final Path file) {
    final Optional<PictureFormat> format = format(file);
    if (format.isEmpty()) return checked(file, otherFormat(file));
    try {
      return checked(
          file, guard.read(file, format.get().toString(), () -> picture(file, format.get())));
    } catch (final BeyondLimits e) {
      throw e;
    } catch (final StyleTransferException e) {
      if (!hasExtraReaders()) throw e;
      return extra(file).orElseThrow(() -> e);
    }
  }

  private static Optional<PictureFormat> format(final Path file) {
    try {
      return PictureFormat.of(file);
    } catch (final IOException e) {
      throw new StyleTransferException(
          "The file '" + file + "' cannot be read. Check its permissions.", e);
    }
  }

  private ImagePlus picture(final Path file, final PictureFormat format) throws IOException {
    return switch (format) {
      case TIFF -> tiff(file);
      case PFM -> new PfmFileReader(file, heapLimit).read();
      case GIF -> new GifFileReader(file, heapLimit).read();
      default -> new PictureFileReader(file, format, heapLimit).read();
    };
  }

  private ImagePlus tiff(final Path file) throws IOException {
    final TiffLayout layout = TiffLayout.of(file);
    final boolean raw = layout.isCameraRaw();
    if (raw || foreign(file).filter(ForeignFormat.CAMERA_RAW::equals).isPresent())
      throw new StyleTransferException(ForeignFormat.CAMERA_RAW.refusal(file));
    final TiffFileReader reader = new TiffFileReader(file, layout, heapLimit);
    final List<FileInfo> directories = reader.suitsImageJ() ? TiffDirectories.of(file) : List.of();
    if (!reader.agreesWith(directories)) return reader.read();
    FileEnding.check(file, directories);
    final Optional<LargeTiff> large = LargeTiff.in(file, stackLimit);
    if (large.isPresent()) return large.get().open();
    long planes = 0;
    for (final FileInfo directory : directories) planes += directory.nImages;
    final TiffDirectory first = layout.directories().get(0);
    final double perPixel = Math.max(1, first.bytes() / first.width() / first.height());
    heapLimit.inPlace().check(file, first.width(), first.height(), perPixel * planes);
    return imageJ().openImage(file.toString());
  }

  private static Opener imageJ() {
    final Opener opener = new Opener();
    opener.setSilentMode(true);
    return opener;
  }

  /** Formats of ImageJ alone; null if the file has none of them. */
  private ImagePlus otherFormat(final Path file) {
    final int type = imageJ().getFileType(file.toString());
    if (NO_IMAGES.contains(type)) return null;
    if (LEFT_TO_PLUGIN.contains(type)) return hasExtraReaders() ? extra(file).orElse(null) : null;
    return guard.read(
        file,
        Opener.types[type],
        // The opener would ask for the frames.
        () ->
            type == Opener.AVI
                ? AVI_Reader.open(file.toString(), true)
                : imageJ().openImage(file.toString()));
  }

  /**
   * Returns whether the first bytes of a file are those of a picture, also of one that the plugin
   * does not read.
   *
   * @param file a file
   * @return whether the file claims to be a picture
   */
  public static boolean claimsToBePicture(final Path file) {
    try {
      return Files.isRegularFile(file)
          && (PictureFormat.of(file).isPresent()
              || ForeignFormat.of(file).filter(ForeignFormat::isPicture).isPresent());
    } catch (final IOException e) {
      LOG.debug("{} cannot be read", file, e);
      return false;
    }
  }

  /** Fiji's readers run on the calling thread, which may be the one of a macro. */
  private static Optional<ImagePlus> extra(final Path file) {
    try {
      return Optional.ofNullable(imageJ().openImage(file.toString()))
          .filter(ImageFileReader::hasPixels);
    } catch (final RuntimeException e) {
      LOG.debug("No reader of Fiji opens {}", file, e);
      return Optional.empty();
    } catch (final OutOfMemoryError e) {
      throw GuardedRead.heapTooSmall(file, e);
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

  private static Optional<ForeignFormat> foreign(final Path file) {
    try {
      return ForeignFormat.of(file);
    } catch (final IOException e) {
      LOG.debug("{} cannot be read", file, e);
      return Optional.empty();
    }
  }

  private static ImagePlus checked(final Path file, final ImagePlus image) {
    if (image == null || !hasPixels(image))
      throw new StyleTransferException(
          foreign(file)
              .map(format -> format.refusal(file))
              .orElse(
                  "The file '%s' is not an image that can be read. Convert it to TIFF or PNG."
                      .formatted(file)));
    return image;
  }

  /** ImageJ opens a text file without numbers as an image without rows. */
  private static boolean hasPixels(final ImagePlus image) {
    return image.getWidth() > 0 && image.getHeight() > 0 && image.getProcessor() != null;
  }

  /**
   * While at least one object of this class is open, ImageJ reports errors in its log and not in
   * dialogs. The last one that is closed restores what was before the first, whatever the order in
   * which threads open and close them.
   */
  static final class RedirectedErrors implements AutoCloseable {

    /** One element for each open object; the first is ImageJ's own value. */
    private static final Deque<Boolean> OPEN = new ArrayDeque<>();

    RedirectedErrors() {
      synchronized (OPEN) {
        OPEN.addLast(IJ.redirectingErrorMessages());
        IJ.redirectErrorMessages(true);
      }
    }

    @Override
    public void close() {
      synchronized (OPEN) {
        final boolean before = OPEN.peekFirst();
        OPEN.removeLast();
        IJ.redirectErrorMessages(!OPEN.isEmpty() || before);
      }
    }
  }
}
