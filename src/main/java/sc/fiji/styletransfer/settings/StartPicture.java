package sc.fiji.styletransfer.settings;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import sc.fiji.styletransfer.StyleTransferException;

/**
 * The picture from which a run starts.
 *
 * @param name {@code content}, {@code noise}, {@code style}, or the path of an image file
 */
public record StartPicture(String name) {

  /** The content. */
  public static final StartPicture CONTENT = new StartPicture("content");

  /** Gaussian noise. */
  public static final StartPicture NOISE = new StartPicture("noise");

  /** Gaussian noise with mean and covariance of the colours of the first style. */
  public static final StartPicture STYLE = new StartPicture("style");

  /**
   * Converts {@code content}, {@code noise} and {@code style} to lower case.
   *
   * @throws StyleTransferException if the name is blank
   */
  public StartPicture {
    if (name.isBlank())
      throw new StyleTransferException(
          "The setting 'init' is empty. Choose content, noise, style or an image file.");
    final String lowerCase = name.toLowerCase(Locale.ROOT);
    if (isKeyword(lowerCase)) name = lowerCase;
  }

  /** Returns whether the name is the path of an image file, which the caller has to open. */
  public boolean isFile() {
    return !isKeyword(name);
  }

  /**
   * Returns the path of the image file.
   *
   * @throws StyleTransferException if this system allows no file of that name
   */
  public Path file() {
    try {
      return Path.of(name);
    } catch (final InvalidPathException e) {
      throw new StyleTransferException(
          "The setting 'init' names no file: this system allows no file named '%s'. Choose content, noise, style or an image file."
              .formatted(name),
          e);
    }
  }

  private static boolean isKeyword(final String name) {
    return name.equals("content") || name.equals("noise") || name.equals("style");
  }

  /** Returns the name. */
  @Override
  public String toString() {
    return name;
  }
}
