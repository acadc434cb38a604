package sc.fiji.styletransfer.picture;

import ai.djl.modality.cv.Image.Interpolation;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.function.Consumer;
import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;
import sc.fiji.styletransfer.StyleTransferException;

/**
 * Pictures between ImgLib2 and the engine. An ImgLib2 picture has dimensions (W, H, 3), its planes
 * are red, green and blue from 0 to 1; the tensor has shape {@code (1, 3, H, W)}, the same order in
 * memory.
 */
public final class PictureTensor {

  private static final int CHANNELS = 3;

  /** How many elements pass through Java's heap at a time. */
  private static final int PART = 1 << 22;

  private static final NDIndex ALL = new NDIndex("...");

  private PictureTensor() {}

  /**
   * @param picture dimensions (W, H, 3), values 0 to 1
   * @param manager owner of the result
   * @return shape {@code (1, 3, H, W)}
   * @throws StyleTransferException if the picture has other dimensions
   */
  public static NDArray of(
      final RandomAccessibleInterval<? extends RealType<?>> picture, final NDManager manager) {
    if (picture.numDimensions() != 3 || picture.dimension(2) != CHANNELS)
      throw new StyleTransferException(
          "A picture must have width, height and three colour planes; convert the image to RGB.");
    return copy(picture, CHANNELS, manager);
  }

  private static NDArray copy(
      final RandomAccessibleInterval<? extends RealType<?>> planes,
      final int channels,
      final NDManager manager) {
    final NDArray tensor =
        manager.create(
            new Shape(1, channels, planes.dimension(1), planes.dimension(0)), DataType.FLOAT32);
    final Cursor<? extends RealType<?>> cursor = Views.flatIterable(planes).cursor();
    eachPart(
        tensor,
        part -> {
          final float[] values = new float[(int) part.size()];
          for (int i = 0; i < values.length; i++) values[i] = cursor.next().getRealFloat();
          part.set(ALL, part.getManager().create(values));
        });
    return tensor;
  }

  /** Shown parts of a tensor one after the other, as views; what it leaves behind is closed. */
  private static void eachPart(final NDArray tensor, final Consumer<NDArray> visitor) {
    for (long begin = 0; begin < tensor.size(); begin += PART)
      try (NDManager here = tensor.getManager().newSubManager();
          NDArray flat = tensor.reshape(tensor.size())) {
        final NDArray part = flat.get("{}:{}", begin, Math.min(tensor.size(), begin + PART));
        part.attach(here);
        visitor.accept(part);
      }
  }

  /**
   * @param tensor shape {@code (1, 3, H, W)}
   * @return dimensions (W, H, 3), values limited to 0 to 1
   */
  public static Img<FloatType> toImg(final NDArray tensor) {
    final PictureSize size = PictureSize.of(tensor);
    final Img<FloatType> picture = PictureMemory.ofHeap().create(size.width(), size.height());
    final Cursor<FloatType> cursor = Views.flatIterable(picture).cursor();
    eachPart(
        tensor,
        part -> {
          for (final float value : part.clip(0, 1).toFloatArray()) cursor.next().set(value);
        });
    return picture;
  }

  /**
   * Resizes with a smoothing bicubic filter, so that shrinking does not alias.
   *
   * @param tensor shape {@code (1, C, H, W)}
   * @param size wanted
   * @return shape {@code (1, C, height, width)}; a copy even if nothing changes
   */
  public static NDArray resize(final NDArray tensor, final PictureSize size) {
    return resize(tensor, size, Interpolation.BICUBIC);
  }

  /**
   * Resizes with a smoothing linear filter, which never leaves the range of the values.
   *
   * @param tensor shape {@code (1, C, H, W)}
   * @param size wanted
   * @return shape {@code (1, C, height, width)}; a copy even if nothing changes
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
