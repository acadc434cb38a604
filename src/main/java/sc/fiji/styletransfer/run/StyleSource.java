package sc.fiji.styletransfer.run;

import ij.ImagePlus;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import sc.fiji.styletransfer.StyleTransferException;
import sc.fiji.styletransfer.image.file.ImageFileReader;

/** Where the style comes from: an image that is open, or a file. */
public enum StyleSource {
  /** An image that is open. */
  IMAGE,
  /** An image file. */
  FILE;

  /** The choices as they are written in dialogs and macros, a constant for annotations. */
  public static final String IMAGE_CHOICE = "image";

  public static final String FILE_CHOICE = "file";

  /** What is meant where nothing was said: the file if one is given. */
  static StyleSource guess(final Optional<Path> file) {
    return file.isPresent() ? FILE : IMAGE;
  }

  static StyleSource of(final String name) {
    return switch (name.trim().toLowerCase(Locale.ROOT)) {
      case IMAGE_CHOICE -> IMAGE;
      case FILE_CHOICE -> FILE;
      default ->
          throw new StyleTransferException(
              "The style comes from an 'image' that is open or from a 'file', not from '%s'."
                  .formatted(name));
    };
  }

  /**
   * The style.
   *
   * @param image used if this is {@link #IMAGE}; may be null otherwise
   * @param file used if this is {@link #FILE}
   * @throws StyleTransferException if what is needed was not given or cannot be opened
   */
  ImagePlus find(final ImagePlus image, final Optional<Path> file) {
    return this == IMAGE ? requireImage(image) : open(file);
  }

  private static ImagePlus requireImage(final ImagePlus image) {
    if (image == null || image.getProcessor() == null || image.getWidth() == 0)
      throw new StyleTransferException(
          "There is no style image; open one and name it, or choose a style file.");
    return image;
  }

  private static ImagePlus open(final Optional<Path> file) {
    return new ImageFileReader()
        .open(
            file.orElseThrow(
                () ->
                    new StyleTransferException(
                        "There is no style file; choose one, or take the style from an open"
                            + " image.")));
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
