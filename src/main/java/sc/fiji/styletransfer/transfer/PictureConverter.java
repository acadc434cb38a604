package sc.fiji.styletransfer.transfer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.type.numeric.real.FloatType;
import sc.fiji.styletransfer.features.ColourScale;
import sc.fiji.styletransfer.features.PixelUnits;
import sc.fiji.styletransfer.network.InputConvention;
import sc.fiji.styletransfer.picture.ColourPlanes;
import sc.fiji.styletransfer.picture.PictureSize;
import sc.fiji.styletransfer.picture.PictureTensor;

/**
 * Converts ImgLib2 pictures of dimensions (W, H, 3) to tensors of shape {@code (1, 3, H, W)} in the
 * pixel units of a run, and back.
 */
final class PictureConverter implements AutoCloseable {

  private final InputConvention units;
  private final ColourScale toUnits;
  private final ColourScale toRgb;

  /**
   * @param units units of the optimised pixels
   * @param manager owner of the factors of the conversion
   */
  PictureConverter(final InputConvention units, final NDManager manager) {
    this.units = units;
    final InputConvention rgb = PixelUnits.UNIT.convention(units);
    toUnits = new ColourScale(rgb, units, manager);
    toRgb = new ColourScale(units, rgb, manager);
  }

  /** Returns the units of the optimised pixels. */
  InputConvention units() {
    return units;
  }

  /**
   * Converts and resizes a picture.
   *
   * @param picture dimensions (W, H, 3), values from 0 to 1
   * @param size size of the result
   * @param owner owner of the result
   * @return pixels in the units of the run
   */
  NDArray toPixels(
      final RandomAccessibleInterval<FloatType> picture,
      final PictureSize size,
      final NDManager owner) {
    try (NDArray rgb = toRgb(picture, size, owner)) {
      return toPixels(rgb);
    }
  }

  /**
   * Converts colours.
   *
   * @param rgb red, green and blue from 0 to 1
   * @return pixels in the units of the run, with the same owner
   */
  NDArray toPixels(final NDArray rgb) {
    return toUnits.apply(rgb);
  }

  /**
   * Converts and resizes a picture without a change of its units.
   *
   * @param picture dimensions (W, H, 3), values from 0 to 1
   * @param size size of the result
   * @param owner owner of the result
   * @return red, green and blue from 0 to 1
   */
  NDArray toRgb(
      final RandomAccessibleInterval<FloatType> picture,
      final PictureSize size,
      final NDManager owner) {
    try (NDArray rgb = PictureTensor.of(picture, owner)) {
      return PictureTensor.resize(rgb, size);
    }
  }

  /**
   * Converts pixels to the picture that they show.
   *
   * @param pixels in the units of the run
   * @return dimensions (W, H, 3), values limited to 0 to 1
   */
  Img<FloatType> toPicture(final NDArray pixels) {
    try (NDArray rgb = toRgb.apply(pixels)) {
      return PictureTensor.toImg(rgb);
    }
  }

  /**
   * Converts a grey value.
   *
   * @param grey from 0 (black) to 1 (white)
   * @param owner owner of the result
   * @return the grey value in the units of the run, shape {@code (1, 3, 1, 1)}
   */
  NDArray grey(final float grey, final NDManager owner) {
    try (NDArray rgb = owner.full(new Shape(1, ColourPlanes.COLOURS, 1, 1), grey)) {
      return toUnits.apply(rgb);
    }
  }

  @Override
  public void close() {
    toUnits.close();
    toRgb.close();
  }
}
