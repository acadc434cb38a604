package sc.fiji.styletransfer.image.file;

import ij.io.FileInfo;
import ij.io.TiffDecoder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** What a TIFF file says of itself, without its pixels. */
public final class TiffDirectories {

  private TiffDirectories() {}

  /**
   * @param file a file
   * @return its directories; none if it is no TIFF file
   * @throws IOException if it cannot be read, or is a TIFF that ImageJ's decoder does not know
   */
  public static List<FileInfo> of(final Path file) throws IOException {
    final Path absolute = file.toAbsolutePath();
    final FileInfo[] directories =
        new TiffDecoder(absolute.getParent().toString(), absolute.getFileName().toString())
            .getTiffInfo();
    return directories == null ? List.of() : List.of(directories);
  }
}
