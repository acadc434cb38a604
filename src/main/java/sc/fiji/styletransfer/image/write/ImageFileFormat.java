package sc.fiji.styletransfer.image.write;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import sc.fiji.styletransfer.StyleTransferException;

/** The file formats results can be written in, told by the file name's extension. */
public enum ImageFileFormat {
  /** 8-bit and 16-bit grey and RGB, exact. */
  PNG("png"),
  /** 8-bit grey and RGB, lossy. */
  JPEG("jpg", "jpeg"),
  /** Every ImageJ image, exact, with all that belongs to it. */
  TIFF("tif", "tiff");

  private final List<String> extensions;

  ImageFileFormat(final String... extensions) {
    this.extensions = List.of(extensions);
  }

  /**
   * @param file a file name or path
   * @return the format its extension stands for, in upper or lower case
   * @throws StyleTransferException if the extension is missing or unknown
   */
  public static ImageFileFormat of(final Path file) {
    final String name = String.valueOf(file.getFileName());
    final String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    for (final ImageFileFormat format : values()) {
      if (name.contains(".") && format.extensions.contains(extension)) {
        return format;
      }
    }
    throw new StyleTransferException(
        "Cannot tell the format of '" + name + "'; end its name in .png, .jpg or .tif.");
  }

  /** The name in settings, for example {@code tiff}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * @return the usual extension with its dot, for example {@code .tif}
   */
  public String ending() {
    return "." + extensions.get(0);
  }
}
