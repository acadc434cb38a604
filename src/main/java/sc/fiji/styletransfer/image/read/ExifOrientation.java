package sc.fiji.styletransfer.image.read;

import com.drew.imaging.ImageMetadataReader;
import com.drew.imaging.ImageProcessingException;
import com.drew.imaging.jpeg.JpegMetadataReader;
import com.drew.lang.ByteArrayReader;
import com.drew.metadata.Metadata;
import com.drew.metadata.exif.ExifIFD0Directory;
import com.drew.metadata.exif.ExifReader;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
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

  private static final int JPEG = 0xffd8;
  private static final int PNG = 0x8950;
  private static final int PNG_SIGNATURE = 8;
  private static final int PNG_CHECKSUM = 4;
  private static final int PNG_EXIF = 0x65584966;
  private static final int PNG_END = 0x49454e44;
  private static final int LARGEST_EXIF = 1 << 22;

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

  /**
   * Reads nothing but EXIF from JPEG files, which are by far the most frequent, and from PNG files,
   * whose texts may be huge when they are decompressed.
   */
  private static Metadata metadata(final InputStream in, final long length)
      throws ImageProcessingException, IOException {
    in.mark(2);
    final int start = in.read() << Byte.SIZE | in.read();
    in.reset();
    return switch (start) {
      case JPEG -> JpegMetadataReader.readMetadata(in, List.of(new ExifReader()));
      case PNG -> ofPng(new DataInputStream(in));
      default -> ImageMetadataReader.readMetadata(in, length);
    };
  }

  /** Reads the chunk eXIf (PNG specification, third edition, 11.3.4.5). */
  private static Metadata ofPng(final DataInputStream in) throws IOException {
    final Metadata metadata = new Metadata();
    in.skipNBytes(PNG_SIGNATURE);
    while (true) {
      final long size = in.readInt() & 0xffffffffL;
      final int type = in.readInt();
      if (type == PNG_END) return metadata;
      if (type == PNG_EXIF && size <= LARGEST_EXIF) {
        new ExifReader().extract(new ByteArrayReader(in.readNBytes((int) size)), metadata);
        return metadata;
      }
      in.skipNBytes(size + PNG_CHECKSUM);
    }
  }
}
