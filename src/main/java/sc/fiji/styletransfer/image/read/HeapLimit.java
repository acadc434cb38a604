package sc.fiji.styletransfer.image.read;

import java.nio.file.Path;
import sc.fiji.styletransfer.StyleTransferException;

/**
 * Refuses pictures before memory is taken for them, if reading them would need more than Java's
 * heap.
 *
 * @param heapBytes size of the heap
 * @param copies how many times the bytes of the decoded pixels reading takes
 */
record HeapLimit(long heapBytes, int copies) {

  /** Decoded pixels, converted pixels, and the image that ImageJ keeps. */
  private static final int COPIES = 4;

  private static final int MEGABYTE = 1 << 20;

  /**
   * Returns the limit of this process for decoders of libraries.
   *
   * @return Java's maximum heap, for {@value #COPIES} copies of the pixels
   */
  static HeapLimit ofProcess() {
    return new HeapLimit(Runtime.getRuntime().maxMemory(), COPIES);
  }

  /**
   * Returns the same limit for a decoder that reads pixels into their final place.
   *
   * @return this limit for one copy of the pixels
   */
  HeapLimit inPlace() {
    return new HeapLimit(heapBytes, 1);
  }

  /**
   * Checks a picture.
   *
   * @param file its file
   * @param width in pixels
   * @param height in pixels
   * @param bytesPerPixel after decoding, all planes together
   * @throws StyleTransferException if the picture is empty or too large
   */
  void check(final Path file, final long width, final long height, final double bytesPerPixel) {
    if (width < 1 || height < 1)
      throw new StyleTransferException(
          "The file '%s' is damaged: it states a size of %s × %s pixels. Copy or download the file again."
              .formatted(file, width, height));
    final double pixels = (double) width * height;
    if (pixels > Integer.MAX_VALUE - Byte.SIZE)
      throw new BeyondLimits(
          "The image '%s' has %s × %s pixels, more than ImageJ can hold in a plane. Scale the image down."
              .formatted(file, width, height));
    final double needed = copies * pixels * bytesPerPixel;
    if (needed > heapBytes)
      throw new BeyondLimits(
          "The image '%s' has %s × %s pixels and needs about %s MB of Java's heap, which has %s MB. Give Java more memory or scale the image down."
              .formatted(file, width, height, Math.round(needed / MEGABYTE), heapBytes / MEGABYTE));
  }
}
