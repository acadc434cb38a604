package sc.fiji.styletransfer.macro;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import sc.fiji.styletransfer.StyleTransferException;

/** The path of a file or folder that a user or a macro wrote as text. */
public final class UserPath {

  private UserPath() {}

  /**
   * Converts text to a path.
   *
   * @param text the path of a file or folder
   * @return the path
   * @throws StyleTransferException if this system allows no file of that name
   */
  public static Path of(final String text) {
    try {
      return Path.of(text);
    } catch (final InvalidPathException e) {
      throw new StyleTransferException(
          "This system allows no file named '" + text + "'. Choose another name.", e);
    }
  }
}
