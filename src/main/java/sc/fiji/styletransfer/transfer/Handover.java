package sc.fiji.styletransfer.transfer;

import sc.fiji.styletransfer.optimise.Transition;

/**
 * From one scale to the next: the same picture, sampled more finely.
 *
 * @param size of the next scale
 */
record Handover(PictureSize size) implements Transition<TensorVector> {

  @Override
  public TensorVector carry(final TensorVector vector) {
    return vector.like(PictureTensor.resize(vector.array(), size));
  }

  @Override
  public TensorVector carryPositive(final TensorVector vector) {
    return vector.like(PictureTensor.resizeWithinRange(vector.array(), size));
  }
}
