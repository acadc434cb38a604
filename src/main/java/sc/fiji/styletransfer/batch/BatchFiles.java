package sc.fiji.styletransfer.batch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sc.fiji.styletransfer.StyleTransferException;
import sc.fiji.styletransfer.image.InfoRecord;
import sc.fiji.styletransfer.image.read.ImageFileReader;
import sc.fiji.styletransfer.job.RunRecord;

/** Finds the files of a folder that may be images. */
public final class BatchFiles {

  private static final Logger LOG = LoggerFactory.getLogger(BatchFiles.class);

  /**
   * Endings of files that must be images, also in formats that cannot be read; another file that is
   * no image is not a failure.
   */
  private static final Set<String> IMAGE_ENDINGS =
      Set.of(
          ("tif tiff btf tf8 png apng jpg jpeg jpe jfif gif bmp dib pgm ppm pbm pnm pam pfm webp"
               + " psd psb dcm dicom fits fit fts avi heic heif hif avif jp2 j2k jpf jpx jxl jxr"
               + " svg svgz tga exr hdr dds qoi ico xcf kra pcx cr2 cr3 crw nef nrw arw srf sr2 dng"
               + " orf rw2 raf pef srw x3f 3fr iiq czi lsm zvi nd2 lif oib oif oir vsi svs ndpi scn"
               + " ims mrc nrrd mha nii")
              .split(" "));

  /**
   * Files that operating systems and programs keep beside images: hidden files (among them
   * .DS_Store and ._*), thumbnails and folder settings of Windows, the icon of a folder of macOS,
   * lock files, temporary files and alternate data streams.
   */
  private static final Pattern SYSTEM_FILE =
      Pattern.compile(
          "\\..*|thumbs\\.db|ehthumbs.*\\.db|desktop\\.ini|icon\\r|~\\$.*|.*~"
              + "|.*\\.(lock|lck|part|partial|crdownload|tmp|temp|swp)|.*:zone\\.identifier",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private BatchFiles() {}

  /**
   * Returns the files of a folder that may be images, sorted by name. System files are left out,
   * and so are results of earlier runs whose content or style lies in the same folder.
   *
   * @param folder the folder; its subfolders are not read
   * @throws StyleTransferException if the folder cannot be read or holds no such files
   */
  static List<Path> in(final Path folder) {
    final List<Path> files = withoutResults(list(folder));
    if (files.isEmpty())
      throw new StyleTransferException(
          "The folder '" + folder + "' holds no images. Choose another folder.");
    return files;
  }

  private static List<Path> list(final Path folder) {
    if (!Files.isDirectory(folder))
      throw new StyleTransferException(
          "The folder '" + folder + "' does not exist. Check its name.");
    try (Stream<Path> list = Files.list(folder)) {
      return list.filter(file -> !isSystemFile(file))
          .filter(file -> Files.isRegularFile(file) || isLostImage(file))
          .sorted()
          .toList();
    } catch (final IOException e) {
      throw new StyleTransferException(
          "The folder '" + folder + "' cannot be read. Change its permissions.", e);
    }
  }

  /** A link to an image that does not exist is a failure. */
  private static boolean isLostImage(final Path file) {
    return Files.isSymbolicLink(file) && !Files.exists(file) && hasImageEnding(file);
  }

  /**
   * Returns whether operating systems and programs keep a file beside images.
   *
   * @param file a file; only its name counts
   * @return whether its name is that of such a file
   */
  public static boolean isSystemFile(final Path file) {
    return SYSTEM_FILE.matcher(file.getFileName().toString()).matches();
  }

  private static List<Path> withoutResults(final List<Path> files) {
    final Set<String> names =
        files.stream().map(file -> file.getFileName().toString()).collect(Collectors.toSet());
    final List<Path> images = files.stream().filter(file -> !isResult(file, names)).toList();
    if (images.size() < files.size())
      LOG.info(
          "Left out {} results of earlier runs in {}",
          files.size() - images.size(),
          files.get(0).getParent());
    return images;
  }

  private static boolean isResult(final Path file, final Set<String> names) {
    final Map<String, String> record = RunRecord.read(InfoRecord.of(file));
    return Stream.of(RunRecord.CONTENT_TITLE, RunRecord.STYLE_TITLE)
        .map(record::get)
        .anyMatch(title -> title != null && names.contains(title) && !title.equals(name(file)));
  }

  private static String name(final Path file) {
    return file.getFileName().toString();
  }

  /** Returns whether a file must be an image, by the ending of its name or by its first bytes. */
  static boolean mustBeImage(final Path file) {
    return hasImageEnding(file) || ImageFileReader.claimsToBePicture(file);
  }

  private static boolean hasImageEnding(final Path file) {
    return IMAGE_ENDINGS.contains(ending(file));
  }

  /** Returns the name without its ending. */
  static String stem(final Path file) {
    final String name = name(file);
    final int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }

  /** Returns what follows the last full stop of the name, in lower case. */
  static String ending(final Path file) {
    final String name = name(file);
    return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }
}
