package sc.fiji.styletransfer.image;

import ij.ImagePlus;
import ij.process.ColorProcessor;
import java.nio.file.Path;
import java.util.Arrays;
import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;
import sc.fiji.styletransfer.StyleTransferException;
import sc.fiji.styletransfer.image.plane.DisplayRendering;
import sc.fiji.styletransfer.image.read.ImageFileReader;
import sc.fiji.styletransfer.picture.PictureMemory;
import sc.fiji.styletransfer.picture.PictureSize;

/**
 * Converts between ImageJ images and the pictures of the transfer: ImgLib2 images of dimensions (W,
 * H, 3) with red, green and blue in [0, 1], where 1 corresponds to the byte 255. Bytes are
 * unchanged after a conversion to a picture and back.
 */
public final class RgbPicture {

  /** The number of colour planes, the size of the third dimension. */
  public static final int COLOURS = 3;

  private static final int BYTE_MAX = 255;

  /** Bit offsets of red, green and blue in an ImageJ pixel. */
  private static final int[] SHIFTS = {16, 8, 0};

  private static final int OPAQUE = 0xff000000;

  private RgbPicture() {}

  /**
   * Renders the current slice of an image as ImageJ displays it: through lookup table and display
   * range, and composites with their visible channels overlaid. The image is not changed.
   *
   * @param image any ImageJ image
   * @return a picture of dimensions (W, H, 3) in [0, 1]
   */
  public static Img<FloatType> asDisplayed(final ImagePlus image) {
    return of(DisplayRendering.of(image));
  }

  /**
   * Checks that the network can evaluate an image.
   *
   * @param image any image
   * @throws StyleTransferException if a side is too short
   */
  public static void requireSides(final ImagePlus image) {
    if (Math.min(image.getWidth(), image.getHeight()) < PictureSize.MIN_SIDE)
      throw new StyleTransferException(
          "The image '%s' of %s × %s pixels is too small. Both sides must have at least %s pixels. Choose a larger image."
              .formatted(
                  image.getTitle(), image.getWidth(), image.getHeight(), PictureSize.MIN_SIDE));
  }

  /**
   * Checks that the network can evaluate a result.
   *
   * @param width width of the content
   * @param height height of the content
   * @param longSide long side of the result; 0 keeps the size of the content
   * @throws StyleTransferException if the result is too small or too large
   */
  public static void requireSides(final int width, final int height, final int longSide) {
    final PictureSize own = new PictureSize(width, height);
    if (longSide > 0) own.withLongSide(longSide);
  }

  /**
   * Reads a file and renders its image.
   *
   * @param file image file of a format that {@link ImageFileReader} reads
   * @return a picture of dimensions (W, H, 3) in [0, 1], see {@link #asDisplayed}
   */
  public static Img<FloatType> inFile(final Path file) {
    return asDisplayed(new ImageFileReader().open(file));
  }

  /**
   * Converts an RGB plane.
   *
   * @param colours an ImageJ RGB plane
   * @return a picture of dimensions (W, H, 3) in [0, 1], each byte divided by 255
   */
  public static Img<FloatType> of(final ColorProcessor colours) {
    final int[] pixels = (int[]) colours.getPixels();
    final Img<FloatType> picture =
        PictureMemory.ofHeap().create(colours.getWidth(), colours.getHeight());
    final Cursor<FloatType> values = values(picture);
    for (final int shift : SHIFTS)
      for (final int pixel : pixels)
        values.next().set((pixel >> shift & BYTE_MAX) / (float) BYTE_MAX);
    return picture;
  }

  /**
   * Converts a picture to an RGB plane and rounds to the nearest byte. Values outside [0, 1] become
   * 0 or 255; NaN becomes 0.
   *
   * @param picture a picture of dimensions (W, H, 3)
   * @return an opaque ImageJ RGB plane of the same size
   * @throws IllegalArgumentException if the picture does not have three colour planes
   */
  public static ColorProcessor toProcessor(final RandomAccessibleInterval<FloatType> picture) {
    checkShape(picture);
    final int[] pixels = new int[Math.multiplyExact(width(picture), height(picture))];
    Arrays.fill(pixels, OPAQUE);
    final Cursor<FloatType> values = values(picture);
    for (final int shift : SHIFTS)
      for (int i = 0; i < pixels.length; i++) pixels[i] |= toByte(values.next().get()) << shift;
    return new ColorProcessor(width(picture), height(picture), pixels);
  }

  /**
   * Converts a picture to an image.
   *
   * @param title title of the new image
   * @param picture a picture of dimensions (W, H, 3)
   * @return a new RGB image, not shown
   */
  public static ImagePlus toImage(
      final String title, final RandomAccessibleInterval<FloatType> picture) {
    return new ImagePlus(title, toProcessor(picture));
  }

  /** Returns the values of a picture, red plane first, each row by row. */
  static Cursor<FloatType> values(final RandomAccessibleInterval<FloatType> picture) {
    checkShape(picture);
    return Views.flatIterable(picture).cursor();
  }

  /** Returns the values of one colour of a picture, row by row. */
  static Cursor<FloatType> values(
      final RandomAccessibleInterval<FloatType> picture, final int colour) {
    checkShape(picture);
    return Views.flatIterable(Views.hyperSlice(picture, 2, picture.min(2) + colour)).cursor();
  }

  static int width(final RandomAccessibleInterval<FloatType> picture) {
    return Math.toIntExact(picture.dimension(0));
  }

  static int height(final RandomAccessibleInterval<FloatType> picture) {
    return Math.toIntExact(picture.dimension(1));
  }

  private static void checkShape(final RandomAccessibleInterval<FloatType> picture) {
    if (picture.numDimensions() != 3 || picture.dimension(2) != COLOURS) {
      throw new IllegalArgumentException("A picture has dimensions (W, H, 3)");
    }
  }

  private static int toByte(final float value) {
    return Math.max(0, Math.min(BYTE_MAX, Math.round(value * BYTE_MAX)));
  }
}
