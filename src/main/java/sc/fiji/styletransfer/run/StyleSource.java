package sc.fiji.styletransfer.run;

import ij.ImagePlus;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import sc.fiji.styletransfer.StyleTransferException;
import sc.fiji.styletransfer.image.read.ImageFileReader;
import sc.fiji.styletransfer.job.SettingTexts;
import sc.fiji.styletransfer.macro.InputKeys;
import sc.fiji.styletransfer.macro.UserPath;

/** Whether the style is an open image or a file. */
public enum StyleSource {
  /** An open image. */
  IMAGE,
  /** An image file. */
  FILE;

  /** {@link #IMAGE} in dialogs and macros; a constant for annotations. */
  public static final String IMAGE_CHOICE = "image";

  /** {@link #FILE} in dialogs and macros; a constant for annotations. */
  public static final String FILE_CHOICE = "file";

  /** Returns the source if a macro names none: the file if the macro names a file. */
  static StyleSource guess(final Optional<Path> file) {
    return file.isPresent() ? FILE : IMAGE;
  }

  /**
   * Returns the style that a request names.
   *
   * @param texts inputs of {@link InputKeys}
   * @param image the style if it is an open image; may be null if it is a file
   * @return the image, opened from the file if necessary
   * @throws StyleTransferException if the input is missing or the file cannot be opened
   */
  static ImagePlus style(final SettingTexts texts, final ImagePlus image) {
    final Optional<Path> file = texts.get(InputKeys.STYLE_FILE).map(UserPath::of);
    final StyleSource source =
        texts.get(InputKeys.STYLE_SOURCE).map(StyleSource::of).orElse(guess(file));
    return source.find(image, file);
  }

  static StyleSource of(final String name) {
    return switch (name.trim().toLowerCase(Locale.ROOT)) {
      case IMAGE_CHOICE -> IMAGE;
      case FILE_CHOICE -> FILE;
      default ->
          throw new StyleTransferException(
              "The style source (%s) cannot be '%s'. Use '%s' for an open image or '%s'."
                  .formatted("stylesource", name, IMAGE_CHOICE, FILE_CHOICE));
    };
  }

  /**
   * Returns the style.
   *
   * @param image used by {@link #IMAGE}; may be null otherwise
   * @param file used by {@link #FILE}
   * @return the image, opened from the file if necessary
   * @throws StyleTransferException if the input is missing or the file cannot be opened
   */
  ImagePlus find(final ImagePlus image, final Optional<Path> file) {
    return this == IMAGE ? requireImage(image) : open(file);
  }

  private static ImagePlus requireImage(final ImagePlus image) {
    if (image == null || image.getProcessor() == null || image.getWidth() == 0)
      throw new StyleTransferException(
          "No style image was chosen. Open an image and choose it, or choose a style file.");
    return image;
  }

  private static ImagePlus open(final Optional<Path> file) {
    return new ImageFileReader()
        .open(
            file.orElseThrow(
                () ->
                    new StyleTransferException(
                        "No style file was chosen. Choose a file, or use an open image as the"
                            + " style.")));
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
