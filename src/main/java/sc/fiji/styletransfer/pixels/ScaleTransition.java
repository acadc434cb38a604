package sc.fiji.styletransfer.pixels;

import sc.fiji.styletransfer.optimise.Transition;
import sc.fiji.styletransfer.picture.PictureSize;
import sc.fiji.styletransfer.picture.PictureTensor;

/**
 * Resizes the vectors of one scale to the size of another.
 *
 * @param size of the next scale
 */
public record ScaleTransition(PictureSize size) implements Transition<TensorVector> {

  /** Resizes with a bicubic filter. */
  @Override
  public TensorVector map(final TensorVector vector) {
    return vector.like(PictureTensor.resize(vector.array(), size));
  }

  /** Resizes with a linear filter, which keeps the range of the values. */
  @Override
  public TensorVector mapNonNegative(final TensorVector vector) {
    return vector.like(PictureTensor.resizeWithinRange(vector.array(), size));
  }
}
