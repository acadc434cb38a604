package sc.fiji.styletransfer.image.read;

import ij.ImagePlus;
import ij.io.Opener;
import ij.process.ImageProcessor;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.stream.ImageInputStream;

/**
 * Decodes the first picture of a file that holds photographs or drawings: JPEG, PNG, GIF, BMP,
 * WebP, PSD and PNM. The picture is turned upright by its EXIF orientation.
 */
final class PictureFileReader {

  /** Red, green and blue as bytes, and alpha. */
  private static final int USUAL_BYTES = 4;

  private final Path file;
  private final PictureFormat format;
  private final HeapLimit limit;

  /**
   * Creates a reader of one file.
   *
   * @param file the file
   * @param format its format
   * @param limit of the memory it may take
   */
  PictureFileReader(final Path file, final PictureFormat format, final HeapLimit limit) {
    this.file = file;
    this.format = format;
    this.limit = limit;
  }

  /**
   * Decodes the picture.
   *
   * @return a new image, not shown
   * @throws IOException if the file is damaged
   */
  ImagePlus read() throws IOException {
    final BufferedImage picture =
        switch (format) {
          case PNG -> png();
          case WEBP -> decoded(WebpChunks.of(file).open(file));
          default -> decoded(new PatchedStream(file));
        };
    final int orientation = mayBeTurned() ? ReaderLibrary.get().orientation(file) : 1;
    final List<ImageProcessor> planes =
        RasterPlanes.of(picture).stream()
            .map(plane -> Orientation.upright(plane, orientation))
            .toList();
    final String title = file.getFileName().toString();
    final ImagePlus image = DecodedImage.of(title, planes, planes.size(), true);
    // As ImageJ does: photographs of grey things are often stored as colours.
    if (format == PictureFormat.JPEG && image.getBitDepth() == 24)
      Opener.convertGrayJpegTo8Bits(image);
    return image;
  }

  private boolean mayBeTurned() {
    return switch (format) {
      case JPEG, PNG, WEBP, PSD -> true;
      default -> false;
    };
  }

  private BufferedImage png() throws IOException {
    final PngChunks chunks = PngChunks.of(file);
    final BufferedImage picture =
        decoded(
            chunks.ended()
                ? new PatchedStream(file)
                : new PatchedStream(file, new byte[0], 0, PngChunks.end()));
    return chunks.profile().map(profile -> withProfile(picture, profile)).orElse(picture);
  }

  /** The same pixels as colours of the profile. */
  private static BufferedImage withProfile(final BufferedImage picture, final ICC_Profile profile) {
    final ColorModel model = picture.getColorModel();
    if (profile.getColorSpaceType() != ColorSpace.TYPE_RGB
        || !(model instanceof ComponentColorModel)
        || model.getNumColorComponents() != profile.getNumComponents()) return picture;
    final ColorModel other =
        new ComponentColorModel(
            new ICC_ColorSpace(profile),
            model.hasAlpha(),
            false,
            model.getTransparency(),
            model.getTransferType());
    return new BufferedImage(other, picture.getRaster(), false, null);
  }

  private BufferedImage decoded(final ImageInputStream stream) throws IOException {
    final ImageReader reader = ReaderLibrary.get().reader(format);
    try (stream) {
      final DamageReport damage = new DamageReport();
      reader.addIIOReadWarningListener(damage);
      reader.setInput(stream, false, true);
      limit.check(file, reader.getWidth(0), reader.getHeight(0), bytesPerPixel(reader));
      final BufferedImage picture = reader.read(0);
      damage.check();
      return picture;
    } finally {
      reader.dispose();
    }
  }

  private static double bytesPerPixel(final ImageReader reader) throws IOException {
    return Optional.ofNullable(reader.getRawImageType(0))
        .map(ImageTypeSpecifier::getSampleModel)
        .map(
            model -> Math.max(1, model.getNumBands() * model.getSampleSize(0) / (double) Byte.SIZE))
        .orElse((double) USUAL_BYTES);
  }
}
