package sc.fiji.styletransfer.transfer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;

/**
 * A rectangle of positions in a layer's plane, or of pixels in a picture.
 *
 * @param x left edge
 * @param y upper edge
 * @param width number of columns
 * @param height number of rows
 */
record Region(long x, long y, long width, long height) {

  /** All positions of a tensor of shape {@code (1, C, H, W)}. */
  static Region whole(final NDArray tensor) {
    return new Region(0, 0, tensor.getShape().get(3), tensor.getShape().get(2));
  }

  /** How many positions it has. */
  long positions() {
    return width * height;
  }

  /** These positions of a tensor of shape {@code (1, C, H, W)}; differentiable. */
  NDArray of(final NDArray tensor) {
    return tensor.get(new NDIndex(":, :, {}:{}, {}:{}", y, y + height, x, x + width));
  }
}
