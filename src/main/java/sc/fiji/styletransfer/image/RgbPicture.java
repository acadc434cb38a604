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
import sc.fiji.styletransfer.image.file.ImageFileReader;
import sc.fiji.styletransfer.image.plane.DisplayRendering;
import sc.fiji.styletransfer.picture.PictureMemory;

/**
 * The canonical picture of the transfer: an ImgLib2 image of dimensions (W, H, 3), red, green and
 * blue in [0, 1], where 1 stands for the byte 255. Bytes survive the way there and back unchanged.
 */
public final class RgbPicture {

  /** The number of colour planes, the size of the third dimension. */
  public static final int COLOURS = 3;

  private static final int BYTE_MAX = 255;

  /** Where red, green and blue lie in an ImageJ pixel. */
  private static final int[] SHIFTS = {16, 8, 0};

  private static final int OPAQUE = 0xff000000;

  private RgbPicture() {}

  /**
   * The current slice of an image as a viewer would see it: through lookup table and display range,
   * composites with their visible channels overlaid. The image is left as it was.
   *
   * @param image any ImageJ image
   * @return a picture of dimensions (W, H, 3) in [0, 1]
   */
  public static Img<FloatType> asDisplayed(final ImagePlus image) {
    return of(DisplayRendering.of(image));
  }

  /**
   * @param file of any format that {@link ImageFileReader} reads
   * @return its image {@link #asDisplayed}
   */
  public static Img<FloatType> inFile(final Path file) {
    return asDisplayed(new ImageFileReader().open(file));
  }

  /**
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
   * An RGB plane of a picture, rounded to the nearest byte. Bytes have no room beyond [0, 1], so
   * values outside become 0 or 255; a value that is no number becomes 0.
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
   * @param title the new image's title
   * @param picture a picture of dimensions (W, H, 3)
   * @return a new RGB image, not shown
   */
  public static ImagePlus toImage(
      final String title, final RandomAccessibleInterval<FloatType> picture) {
    return new ImagePlus(title, toProcessor(picture));
  }

  /** The values of a picture, red plane first, each row by row. */
  static Cursor<FloatType> values(final RandomAccessibleInterval<FloatType> picture) {
    checkShape(picture);
    return Views.flatIterable(picture).cursor();
  }

  /** The values of one colour of a picture, row by row. */
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
