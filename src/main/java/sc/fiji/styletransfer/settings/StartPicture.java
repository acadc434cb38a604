package sc.fiji.styletransfer.settings;

import java.nio.file.Path;
import java.util.Locale;
import sc.fiji.styletransfer.StyleTransferException;

/**
 * The picture a run starts from.
 *
 * @param name {@code content}, {@code noise}, {@code style}, or the path of an image file
 */
public record StartPicture(String name) {

  /** A copy of the content. */
  public static final StartPicture CONTENT = new StartPicture("content");

  /** Gaussian noise from the seed. */
  public static final StartPicture NOISE = new StartPicture("noise");

  /** Gaussian noise from the seed with the mean and covariance of the first style's colours. */
  public static final StartPicture STYLE = new StartPicture("style");

  /**
   * Checks that there is a name; words are lower case.
   *
   * @throws StyleTransferException if it is empty
   */
  public StartPicture {
    if (name.isBlank())
      throw new StyleTransferException(
          "Say where to start: content, noise, style or an image file.");
    final String word = name.toLowerCase(Locale.ROOT);
    if (isWord(word)) name = word;
  }

  /**
   * @return whether it names an image file, which the caller has to open
   */
  public boolean isFile() {
    return !isWord(name);
  }

  /**
   * @return the image file
   */
  public Path file() {
    return Path.of(name);
  }

  private static boolean isWord(final String name) {
    return name.equals("content") || name.equals("noise") || name.equals("style");
  }

  @Override
  public String toString() {
    return name;
  }
}
