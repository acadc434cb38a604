package sc.fiji.styletransfer.image.read;

import com.drew.imaging.ImageMetadataReader;
import com.drew.imaging.ImageProcessingException;
import com.drew.imaging.jpeg.JpegMetadataReader;
import com.drew.metadata.Metadata;
import com.drew.metadata.exif.ExifIFD0Directory;
import com.drew.metadata.exif.ExifReader;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToIntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the EXIF orientation of an image file (tag 0x0112) with the library metadata-extractor.
 * {@link ReaderLibrary} loads this class in its own class loader, so other classes must not refer
 * to it.
 */
public final class ExifOrientation implements ToIntFunction<Path> {

  private static final Logger LOG = LoggerFactory.getLogger(ExifOrientation.class);

  private static final int UPRIGHT = 1;
  private static final int LAST = 8;

  /** Called by {@link ReaderLibrary}. */
  public ExifOrientation() {
    // Public, because the caller belongs to another class loader.
  }

  @Override
  public int applyAsInt(final Path file) {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      for (final ExifIFD0Directory directory :
          metadata(in, Files.size(file)).getDirectoriesOfType(ExifIFD0Directory.class)) {
        final Integer value = directory.getInteger(ExifIFD0Directory.TAG_ORIENTATION);
        if (value != null && value >= UPRIGHT && value <= LAST) return value;
      }
    } catch (final ImageProcessingException | IOException | RuntimeException e) {
      // Damaged EXIF data are no reason to refuse the pixels.
      LOG.debug("{} has no readable EXIF data", file, e);
    }
    return UPRIGHT;
  }

  /** Reads nothing but EXIF from JPEG files, which are by far the most frequent. */
  private static Metadata metadata(final InputStream in, final long length)
      throws ImageProcessingException, IOException {
    in.mark(2);
    final boolean jpeg = in.read() == 0xff && in.read() == 0xd8;
    in.reset();
    return jpeg
        ? JpegMetadataReader.readMetadata(in, List.of(new ExifReader()))
        : ImageMetadataReader.readMetadata(in, length);
  }
}
