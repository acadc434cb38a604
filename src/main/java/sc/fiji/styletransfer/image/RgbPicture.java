package sc.fiji.styletransfer.image;

import ij.ImagePlus;
import ij.process.ColorProcessor;
import java.nio.file.Path;
import net.imglib2.RandomAccess;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;

/**
 * The canonical picture of the transfer: an ImgLib2 image of dimensions (W, H, 3), red, green and
 * blue in [0, 1], where 1 stands for the byte 255. Bytes survive the way there and back unchanged.
 */
public final class RgbPicture {

  /** The number of colour planes, the size of the third dimension. */
  public static final int COLOURS = 3;

  private static final int BYTE_MAX = 255;

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
    final int size = pixels.length;
    final float[] planes = new float[COLOURS * size];
    for (int i = 0; i < size; i++) {
      planes[i] = (pixels[i] >> 16 & BYTE_MAX) / (float) BYTE_MAX;
      planes[size + i] = (pixels[i] >> 8 & BYTE_MAX) / (float) BYTE_MAX;
      planes[2 * size + i] = (pixels[i] & BYTE_MAX) / (float) BYTE_MAX;
    }
    return ofPlanes(planes, colours.getWidth(), colours.getHeight());
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
    final float[] planes = planes(picture);
    final int size = planes.length / COLOURS;
    final int[] pixels = new int[size];
    for (int i = 0; i < size; i++) {
      pixels[i] =
          0xff000000
              | toByte(planes[i]) << 16
              | toByte(planes[size + i]) << 8
              | toByte(planes[2 * size + i]);
    }
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

  /**
   * The values of a picture, red plane first, each row by row.
   *
   * @return a new array of length 3 W H
   */
  static float[] planes(final RandomAccessibleInterval<FloatType> picture) {
    checkShape(picture);
    final int width = width(picture);
    final int height = height(picture);
    final float[] planes = new float[Math.multiplyExact(COLOURS * width, height)];
    final RandomAccess<FloatType> access = picture.randomAccess(picture);
    int i = 0;
    for (int colour = 0; colour < COLOURS; colour++) {
      for (int y = 0; y < height; y++) {
        access.setPosition(picture.min(0), 0);
        access.setPosition(picture.min(1) + y, 1);
        access.setPosition(picture.min(2) + colour, 2);
        for (int x = 0; x < width; x++) {
          planes[i++] = access.get().get();
          access.fwd(0);
        }
      }
    }
    return planes;
  }

  static Img<FloatType> ofPlanes(final float[] planes, final int width, final int height) {
    return ArrayImgs.floats(planes, width, height, COLOURS);
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
