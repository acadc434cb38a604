package sc.fiji.styletransfer.image.write;

import ij.ImagePlus;
import java.io.IOException;
import java.io.OutputStream;

/** Writes one image in one file format. */
interface ImageEncoder {

  /**
   * Checks that the format can hold an image.
   *
   * @throws sc.fiji.styletransfer.StyleTransferException if the format cannot hold the image
   */
  void check(ImagePlus image);

  /** Writes a complete file. The stream stays open. */
  void encode(ImagePlus image, OutputStream out) throws IOException;

  /** Returns the encoder of a format. */
  static ImageEncoder of(final ImageFileFormat format, final double jpegQuality) {
    return switch (format) {
      case TIFF -> new TiffImageEncoder();
      case PNG -> new FlatImageEncoder("png", Double.NaN);
      case JPEG -> new FlatImageEncoder("jpeg", jpegQuality);
    };
  }
}
