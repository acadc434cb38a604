package sc.fiji.styletransfer.image.plane;

import ij.ImagePlus;
import ij.VirtualStack;
import ij.io.FileInfo;
import ij.io.FileOpener;
import ij.io.ImageWriter;
import ij.process.ImageProcessor;
import ij.process.LUT;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ref.Cleaner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sc.fiji.styletransfer.StyleTransferException;
import sc.fiji.styletransfer.files.TemporaryFolder;

/**
 * A virtual stack that stores its planes one after the other in a temporary file, for results
 * larger than memory. The file is deleted by {@link #discard}, when the stack becomes unreachable,
 * or when the program ends.
 */
public final class PlaneFile extends VirtualStack {

  private static final Logger LOG = LoggerFactory.getLogger(PlaneFile.class);

  private static final long MEGABYTE = 1_000_000;

  private static final String ADVICE =
      "Free disk space, or choose another folder with the Java option -Djava.io.tmpdir=FOLDER.";

  private static final Cleaner CLEANER = Cleaner.create();

  private final TemporaryFolder folder;
  private final Path file;
  private final Cleaner.Cleanable deletion;
  private final FileInfo format;
  private final List<String> labels = new ArrayList<>();
  private final List<LUT> luts = new ArrayList<>();

  /**
   * Creates an empty stack.
   *
   * @param plane a plane with the size and type of all planes
   * @param count number of planes to come
   * @throws StyleTransferException if no temporary file can be created, or the temporary folder has
   *     too little room for all planes
   */
  public PlaneFile(final ImageProcessor plane, final int count) {
    this(plane, count, TemporaryFolder.ofProcess());
  }

  PlaneFile(final ImageProcessor plane, final int count, final TemporaryFolder folder) {
    super(plane.getWidth(), plane.getHeight());
    this.folder = folder;
    setBitDepth(plane.getBitDepth());
    requireRoom((long) plane.getPixelCount() * plane.getBitDepth() / Byte.SIZE * count);
    file = make();
    deletion = CLEANER.register(this, new Deletion(file));
    format = format(plane);
    LOG.info("The temporary file {} stores the planes of the result", file);
  }

  /**
   * Deletes the file of an image that is no longer needed; other images are not changed.
   *
   * @param image any image
   */
  public static void discard(final ImagePlus image) {
    if (image.getStackSize() > 1 && image.getStack() instanceof PlaneFile planes)
      planes.deletion.clean();
  }

  /**
   * Appends a plane.
   *
   * @param label label of the plane; may be null
   * @param plane plane of the size and type of this stack
   * @throws StyleTransferException if the file cannot be written
   */
  public void append(final String label, final ImageProcessor plane) {
    final FileInfo info = (FileInfo) format.clone();
    info.pixels = plane.getPixels();
    try (OutputStream out =
        new BufferedOutputStream(Files.newOutputStream(file, StandardOpenOption.APPEND))) {
      new ImageWriter(info).write(out);
    } catch (final IOException e) {
      throw folder.unusable(e, ADVICE);
    }
    labels.add(label);
    luts.add(plane.getBitDepth() == 24 ? null : plane.getLut());
  }

  /** A run of hours must not end at its last plane because the disk is full. */
  private void requireRoom(final long bytes) {
    final long room = folder.root().toFile().getUsableSpace();
    // Some file systems report no room at all.
    if (room > 0 && room < bytes)
      throw new StyleTransferException(
          "The planes of the result take %s MB, and the temporary folder '%s' has %s MB. "
                  .formatted(bytes / MEGABYTE, folder.root(), room / MEGABYTE)
              + ADVICE);
  }

  private Path make() {
    try {
      return folder.newFile(".planes");
    } catch (final IOException e) {
      throw folder.unusable(e, ADVICE);
    }
  }

  private FileInfo format(final ImageProcessor plane) {
    final FileInfo info = new FileInfo();
    info.fileFormat = FileInfo.RAW;
    info.directory = file.getParent().toString();
    info.fileName = file.getFileName().toString();
    info.width = plane.getWidth();
    info.height = plane.getHeight();
    info.fileType =
        switch (plane.getBitDepth()) {
          case 8 -> FileInfo.GRAY8;
          case 16 -> FileInfo.GRAY16_UNSIGNED;
          case 24 -> FileInfo.RGB;
          default -> FileInfo.GRAY32_FLOAT;
        };
    return info;
  }

  @Override
  public ImageProcessor getProcessor(final int n) {
    final FileInfo info = (FileInfo) format.clone();
    final long bytes = (long) info.width * info.height * info.getBytesPerPixel();
    info.longOffset = (n - 1) * bytes;
    // ImageJ would give a plane that is partly black for a file that ends too early.
    final boolean isThere = file.toFile().length() >= n * bytes;
    final ImageProcessor plane = isThere ? new FileOpener(info).openProcessor() : null;
    if (plane == null)
      throw new StyleTransferException(
          "Plane "
              + n
              + " of the temporary file '"
              + file
              + "' cannot be read. Run the transfer again.");
    if (luts.get(n - 1) != null) plane.setLut(luts.get(n - 1));
    plane.setSliceNumber(n);
    return plane;
  }

  @Override
  public Object getPixels(final int n) {
    return getProcessor(n).getPixels();
  }

  @Override
  public int getSize() {
    return labels.size();
  }

  @Override
  public int size() {
    return labels.size();
  }

  @Override
  public String getSliceLabel(final int n) {
    return labels.get(n - 1);
  }

  @Override
  public void setSliceLabel(final String label, final int n) {
    labels.set(n - 1, label);
  }

  @Override
  public String getDirectory() {
    return format.directory;
  }

  @Override
  public String getFileName(final int n) {
    return format.fileName;
  }

  private record Deletion(Path file) implements Runnable {

    @Override
    public void run() {
      try {
        Files.deleteIfExists(file);
      } catch (final IOException e) {
        LOG.warn("The temporary file {} cannot be deleted. Delete it by hand.", file, e);
      }
    }
  }
}
