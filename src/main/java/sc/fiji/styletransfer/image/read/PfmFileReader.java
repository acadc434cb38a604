package sc.fiji.styletransfer.image.read;

import ij.ImagePlus;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.IIOException;
import javax.imageio.stream.ImageInputStream;

/**
 * Reads Portable Float Maps: grey values or red, green and blue as 32-bit floats, the last row
 * first. The library would cut the values off at 0 and 1.
 */
final class PfmFileReader {

  private static final int LONGEST_WORD = 40;
  private static final int COLOURS = 3;

  private final Path file;
  private final HeapLimit limit;

  /**
   * Creates a reader of one file.
   *
   * @param file the file
   * @param limit of the memory it may take
   */
  PfmFileReader(final Path file, final HeapLimit limit) {
    this.file = file;
    this.limit = limit;
  }

  /**
   * Decodes the file.
   *
   * @return a new image, not shown
   * @throws IOException if the file is damaged
   */
  ImagePlus read() throws IOException {
    try (ImageInputStream in = new PatchedStream(file)) {
      final int channels = word(in).equals("PF") ? COLOURS : 1;
      final int width = (int) number(in);
      final int height = (int) number(in);
      // The sign of the scale tells the byte order.
      in.setByteOrder(number(in) < 0 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
      limit.check(file, width, height, (double) channels * Float.BYTES);
      return DecodedImage.of(
          file.getFileName().toString(), planes(in, width, height, channels), channels, true);
    }
  }

  private static List<ImageProcessor> planes(
      final ImageInputStream in, final int width, final int height, final int channels)
      throws IOException {
    final List<ImageProcessor> planes = new ArrayList<>();
    for (int c = 0; c < channels; c++) planes.add(new FloatProcessor(width, height));
    final float[] row = new float[width * channels];
    for (int y = height - 1; y >= 0; y--) {
      in.readFully(row, 0, row.length);
      for (int i = 0; i < row.length; i++) planes.get(i % channels).setf(i / channels, y, row[i]);
    }
    return planes;
  }

  private static double number(final ImageInputStream in) throws IOException {
    try {
      return Double.parseDouble(word(in));
    } catch (final NumberFormatException e) {
      throw new IIOException("its header lacks a number", e);
    }
  }

  /** Reads up to the white space behind a word. */
  private static String word(final ImageInputStream in) throws IOException {
    final StringBuilder word = new StringBuilder();
    while (word.length() < LONGEST_WORD) {
      final char c = (char) in.readUnsignedByte();
      if (!Character.isWhitespace(c)) word.append(c);
      else if (!word.isEmpty()) return word.toString();
    }
    throw new IIOException("its header lacks a number");
  }
}
