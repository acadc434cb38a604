package sc.fiji.styletransfer.image.read;

import ij.io.FileInfo;
import ij.io.TiffDecoder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sc.fiji.styletransfer.StyleTransferException;

/** Reads the directories of a TIFF file with ImageJ's decoder, without the pixels. */
public final class TiffDirectories {

  private static final Logger LOG = LoggerFactory.getLogger(TiffDirectories.class);

  private TiffDirectories() {}

  /**
   * Returns the directories of a file.
   *
   * @param file a file of any kind
   * @return its directories; none if the file is no TIFF file, or one that ImageJ's decoder cannot
   *     read, such as a damaged file
   * @throws IOException if the file cannot be read
   */
  public static List<FileInfo> of(final Path file) throws IOException {
    if (!Optional.of(PictureFormat.TIFF).equals(PictureFormat.of(file))) return List.of();
    try {
      final TiffLayout layout = TiffLayout.of(file);
      return layout.wellFormed() && !layout.big() ? decoded(file) : List.of();
    } catch (final StyleTransferException | IOException e) {
      LOG.debug("{} is damaged", file, e);
      return List.of();
    }
  }

  /** ImageJ's decoder trusts counts and offsets, so the layout must be well-formed. */
  private static List<FileInfo> decoded(final Path file) throws IOException {
    final Path absolute = file.toAbsolutePath();
    final String folder = absolute.getParent().toString();
    try {
      final FileInfo[] directories =
          new TiffDecoder(folder, absolute.getFileName().toString()).getTiffInfo();
      return directories == null ? List.of() : List.of(directories);
    } catch (final RuntimeException e) {
      throw new IOException("the metadata of ImageJ are damaged", e);
    }
  }
}
