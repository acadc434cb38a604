package sc.fiji.styletransfer.picture;

import net.imglib2.Cursor;
import net.imglib2.RandomAccess;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

/**
 * The colours of a picture pixel by pixel, where pixels are counted row by row. Its values lie
 * where {@link PictureMemory} has room for them.
 */
public final class ColourPlanes {

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
   * @param picture dimensions (W, H, 3)
   * @return a copy of it
   */
  public static ColourPlanes of(final RandomAccessibleInterval<FloatType> picture) {
    final ColourPlanes copy = black(PictureSize.of(picture));
    final Cursor<FloatType> from = Views.flatIterable(picture).cursor();
    final Cursor<FloatType> to = Views.flatIterable(copy.picture).cursor();
    while (from.hasNext()) to.next().set(from.next());
    return copy;
  }

  public static ColourPlanes black(final PictureSize size) {
    return new ColourPlanes(PictureMemory.ofHeap().create(size.width(), size.height()));
  }

  /** Number of pixels. */
  public int pixels() {
    return Math.toIntExact(picture.size() / COLOURS);
  }

  /** One colour of one pixel. */
  public float get(final int colour, final int pixel) {
    return at(colour, pixel).get();
  }

  public void set(final int colour, final int pixel, final double value) {
    at(colour, pixel).set((float) value);
  }

  private FloatType at(final int colour, final int pixel) {
    access.setPosition(pixel % width, 0);
    access.setPosition(pixel / width, 1);
    access.setPosition(colour, 2);
    return access.get();
  }

  /** Brightness of a pixel, 0.299 R + 0.587 G + 0.114 B (ITU-R BT.601). */
  public double luminance(final int pixel) {
    return 0.299 * get(0, pixel) + 0.587 * get(1, pixel) + 0.114 * get(2, pixel);
  }

  /** The picture itself. */
  public Img<FloatType> toImg() {
    return picture;
  }
}
