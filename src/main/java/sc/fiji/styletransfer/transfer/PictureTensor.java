package sc.fiji.styletransfer.transfer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;
import sc.fiji.styletransfer.StyleTransferException;

/**
 * Pictures between ImgLib2 and the engine. An ImgLib2 picture has dimensions (W, H, 3), its planes
 * are red, green and blue from 0 to 1; the tensor has shape {@code (1, 3, H, W)}, the same order in
 * memory.
 */
final class PictureTensor {

  private static final int CHANNELS = 3;

  private PictureTensor() {}

  /**
   * @param picture dimensions (W, H, 3), values 0 to 1
   * @param manager owner of the result
   * @return shape {@code (1, 3, H, W)}
   * @throws StyleTransferException if the picture has other dimensions
   */
  static NDArray of(
      final RandomAccessibleInterval<? extends RealType<?>> picture, final NDManager manager) {
    if (picture.numDimensions() != 3 || picture.dimension(2) != CHANNELS)
      throw new StyleTransferException(
          "A picture must have width, height and three colour planes; convert the image to RGB.");
    final float[] values =
        new float[(int) (picture.dimension(0) * picture.dimension(1)) * CHANNELS];
    final Cursor<? extends RealType<?>> cursor = Views.flatIterable(picture).cursor();
    for (int i = 0; i < values.length; i++) values[i] = cursor.next().getRealFloat();
    final Shape shape = new Shape(1, CHANNELS, picture.dimension(1), picture.dimension(0));
    // The engine only borrows Java's memory; a copy of its own outlives any view of it.
    try (NDArray borrowed = manager.create(values, shape)) {
      return borrowed.duplicate();
    }
  }

  /**
   * @param tensor shape {@code (1, 3, H, W)}
   * @return dimensions (W, H, 3), values limited to 0 to 1
   */
  static Img<FloatType> toImg(final NDArray tensor) {
    final Shape shape = tensor.getShape();
    try (NDArray limited = tensor.clip(0, 1)) {
      return ArrayImgs.floats(limited.toFloatArray(), shape.get(3), shape.get(2), CHANNELS);
    }
  }

  /**
   * Resizes with a smoothing bicubic filter, so that shrinking does not alias.
   *
   * @param tensor shape {@code (1, C, H, W)}
   * @param size wanted
   * @return shape {@code (1, C, height, width)}; a copy even if nothing changes
   */
  static NDArray resize(final NDArray tensor, final PictureSize size) {
    if (PictureSize.of(tensor).equals(size)) return tensor.duplicate();
    final int bicubic = ai.djl.modality.cv.Image.Interpolation.BICUBIC.ordinal();
    return tensor
        .getNDArrayInternal()
        .interpolation(new long[] {size.height(), size.width()}, bicubic, false);
  }
}
