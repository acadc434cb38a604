package sc.fiji.styletransfer.picture;

import ai.djl.modality.cv.Image.Interpolation;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;
import sc.fiji.styletransfer.StyleTransferException;

/**
 * Converts pictures between ImgLib2 and tensors. An ImgLib2 picture has dimensions (W, H, 3) with
 * planes for red, green and blue from 0 to 1. The tensor has shape {@code (1, 3, H, W)} and the
 * same order in memory.
 */
public final class PictureTensor {

  private static final int CHANNELS = 3;

  private static final NDIndex ALL = new NDIndex("...");

  private PictureTensor() {}

  /**
   * Copies a picture to a tensor.
   *
   * @param picture dimensions (W, H, 3), values from 0 to 1
   * @param manager owner of the result
   * @return a new tensor of shape {@code (1, 3, H, W)}
   * @throws StyleTransferException if the picture has other dimensions
   */
  public static NDArray of(
      final RandomAccessibleInterval<? extends RealType<?>> picture, final NDManager manager) {
    if (picture.numDimensions() != 3 || picture.dimension(2) != CHANNELS)
      throw new StyleTransferException(
          "A picture must have width, height and three colour planes. Convert the image to RGB.");
    final NDArray tensor =
        manager.create(
            new Shape(1, CHANNELS, picture.dimension(1), picture.dimension(0)), DataType.FLOAT32);
    final Cursor<? extends RealType<?>> cursor = Views.flatIterable(picture).cursor();
    TensorParts.of(
        tensor,
        part -> {
          final float[] values = new float[(int) part.size()];
          for (int i = 0; i < values.length; i++) values[i] = cursor.next().getRealFloat();
          part.set(ALL, part.getManager().create(values));
        });
    return tensor;
  }

  /**
   * Copies a tensor to a picture.
   *
   * @param tensor shape {@code (1, 3, H, W)}
   * @return a new picture of dimensions (W, H, 3), values limited to 0 to 1
   */
  public static Img<FloatType> toImg(final NDArray tensor) {
    final PictureSize size = PictureSize.of(tensor);
    final Img<FloatType> picture = PictureMemory.ofHeap().create(size.width(), size.height());
    final Cursor<FloatType> cursor = Views.flatIterable(picture).cursor();
    TensorParts.of(
        tensor,
        part -> {
          for (final float value : part.clip(0, 1).toFloatArray()) cursor.next().set(value);
        });
    return picture;
  }

  /**
   * Resizes with a bicubic filter, which is widened for smaller sizes to avoid aliasing.
   *
   * @param tensor shape {@code (1, C, H, W)}
   * @param size new size
   * @return a new tensor of shape {@code (1, C, height, width)}, also if the size is the same
   */
  public static NDArray resize(final NDArray tensor, final PictureSize size) {
    return resize(tensor, size, Interpolation.BICUBIC);
  }

  /**
   * Resizes with a linear filter, which is widened for smaller sizes to avoid aliasing. The result
   * stays within the range of the values.
   *
   * @param tensor shape {@code (1, C, H, W)}
   * @param size new size
   * @return a new tensor of shape {@code (1, C, height, width)}, also if the size is the same
   */
  public static NDArray resizeWithinRange(final NDArray tensor, final PictureSize size) {
    return resize(tensor, size, Interpolation.BILINEAR);
  }

  private static NDArray resize(
      final NDArray tensor, final PictureSize size, final Interpolation filter) {
    if (PictureSize.of(tensor).equals(size)) return tensor.duplicate();
    return tensor
        .getNDArrayInternal()
        .interpolation(new long[] {size.height(), size.width()}, filter.ordinal(), false);
  }
}
