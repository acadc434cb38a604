package sc.fiji.styletransfer.image.write;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import sc.fiji.styletransfer.StyleTransferException;

/** Formats of result files. The extension of the file name selects the format. */
public enum ImageFileFormat {
  /** PNG: one plane of 8-bit or 16-bit grey values or RGB, without loss. */
  PNG("png"),
  /** JPEG: one plane of 8-bit grey values or RGB, with loss. */
  JPEG("jpg", "jpeg"),
  /** TIFF: every ImageJ image without loss, with its metadata. */
  TIFF("tif", "tiff");

  private final List<String> extensions;

  ImageFileFormat(final String... extensions) {
    this.extensions = List.of(extensions);
  }

  /**
   * Returns the format of a file name.
   *
   * @param file a file name or path
   * @return the format that the extension stands for, in upper or lower case
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
        "The name '"
            + name
            + "' has no extension of a known format. End the name in .png, .jpg or .tif.");
  }

  /** Returns the name in the settings, for example {@code tiff}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Returns the usual extension.
   *
   * @return the extension with its dot, for example {@code .tif}
   */
  public String ending() {
    return "." + extensions.get(0);
  }
}
