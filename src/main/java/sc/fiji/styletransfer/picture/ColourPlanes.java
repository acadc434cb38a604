package sc.fiji.styletransfer.picture;

import net.imglib2.Cursor;
import net.imglib2.RandomAccess;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

/**
 * Access to the colours of a picture by the index of a pixel, counted row by row. {@link
 * PictureMemory} decides whether the values are in memory or in a file.
 */
public final class ColourPlanes {

  /** Number of colour planes: red, green, blue. */
  public static final int COLOURS = 3;

  private final Img<FloatType> picture;
  private final int width;
  private final RandomAccess<FloatType> access;

  private ColourPlanes(final Img<FloatType> picture) {
    this.picture = picture;
    width = Math.toIntExact(picture.dimension(0));
    access = picture.randomAccess();
  }

  /**
   * Copies a picture.
   *
   * @param picture dimensions (W, H, 3)
   * @return a copy of the picture
   */
  public static ColourPlanes of(final RandomAccessibleInterval<FloatType> picture) {
    final ColourPlanes copy = black(PictureSize.of(picture));
    final Cursor<FloatType> from = Views.flatIterable(picture).cursor();
    final Cursor<FloatType> to = Views.flatIterable(copy.picture).cursor();
    while (from.hasNext()) to.next().set(from.next());
    return copy;
  }

  /**
   * Creates a black picture.
   *
   * @param size width and height
   * @return a new picture
   */
  public static ColourPlanes black(final PictureSize size) {
    return new ColourPlanes(PictureMemory.ofHeap().create(size.width(), size.height()));
  }

  /** Returns the number of pixels. */
  public int pixels() {
    return Math.toIntExact(picture.size() / COLOURS);
  }

  /**
   * Returns one colour of a pixel.
   *
   * @param colour 0 (red), 1 (green) or 2 (blue)
   * @param pixel index of the pixel
   * @return the value
   */
  public float get(final int colour, final int pixel) {
    return at(colour, pixel).get();
  }

  /**
   * Sets one colour of a pixel.
   *
   * @param colour 0 (red), 1 (green) or 2 (blue)
   * @param pixel index of the pixel
   * @param value the new value
   */
  public void set(final int colour, final int pixel, final double value) {
    at(colour, pixel).set((float) value);
  }

  private FloatType at(final int colour, final int pixel) {
    access.setPosition(pixel % width, 0);
    access.setPosition(pixel / width, 1);
    access.setPosition(colour, 2);
    return access.get();
  }

  /**
   * Computes the brightness of a pixel, 0.299 R + 0.587 G + 0.114 B (ITU-R BT.601).
   *
   * @param pixel index of the pixel
   * @return the brightness
   */
  public double luminance(final int pixel) {
    return 0.299 * get(0, pixel) + 0.587 * get(1, pixel) + 0.114 * get(2, pixel);
  }

  /** Returns the picture itself, not a copy. */
  public Img<FloatType> toImg() {
    return picture;
  }
}
