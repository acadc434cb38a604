package sc.fiji.styletransfer.pixels;

import sc.fiji.styletransfer.optimise.Transition;
import sc.fiji.styletransfer.picture.PictureSize;
import sc.fiji.styletransfer.picture.PictureTensor;

/**
 * From one scale to the next: the same picture, sampled more finely.
 *
 * @param size of the next scale
 */
public record ScaleTransition(PictureSize size) implements Transition<TensorVector> {

  @Override
  public TensorVector carry(final TensorVector vector) {
    return vector.like(PictureTensor.resize(vector.array(), size));
  }

  @Override
  public TensorVector carryPositive(final TensorVector vector) {
    return vector.like(PictureTensor.resizeWithinRange(vector.array(), size));
  }
}
