package sc.fiji.styletransfer.features;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import java.util.Locale;
import sc.fiji.styletransfer.tensor.Slice;

/**
 * The padding of an image before the first convolution. Zero is the mean colour of the training
 * images, so with zeros the network detects a frame around every image. All deeper layers are
 * padded with zeros, which have no meaning as a colour there.
 */
public enum Border {
  /** Zeros, as in the training of the network. */
  ZERO {
    @Override
    NDArray apply(final NDArray picture) {
      return picture.pad(new Shape(1, 1, 1, 1), 0);
    }
  },
  /** The nearest pixel, so the network detects no frame (style-transfer-pytorch). */
  REPLICATE {
    @Override
    NDArray apply(final NDArray picture) {
      final long height = picture.getShape().get(ROWS);
      final long width = picture.getShape().get(COLUMNS);
      try (NDArray left = Slice.of(picture, COLUMNS, 0, 1);
          NDArray right = Slice.of(picture, COLUMNS, width - 1, width);
          NDArray wide = NDArrays.concat(new NDList(left, picture, right), COLUMNS);
          NDArray top = Slice.of(wide, ROWS, 0, 1);
          NDArray bottom = Slice.of(wide, ROWS, height - 1, height)) {
        return NDArrays.concat(new NDList(top, wide, bottom), ROWS);
      }
    }
  };

  private static final int ROWS = 2;
  private static final int COLUMNS = 3;

  /** Maps shape {@code (1, C, H, W)} to {@code (1, C, H+2, W+2)}. The result is differentiable. */
  abstract NDArray apply(NDArray picture);

  /** Returns the name in the settings, for example {@code zero}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
