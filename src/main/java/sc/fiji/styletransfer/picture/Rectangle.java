package sc.fiji.styletransfer.picture;

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
public record Rectangle(long x, long y, long width, long height) {

  /** All positions of a tensor of shape {@code (1, C, H, W)}. */
  public static Rectangle whole(final NDArray tensor) {
    return new Rectangle(0, 0, tensor.getShape().get(3), tensor.getShape().get(2));
  }

  /** How many positions it has. */
  public long positions() {
    return width * height;
  }

  /** The positions that both have, perhaps none. */
  public Rectangle intersection(final Rectangle other) {
    final long left = Math.max(x, other.x);
    final long top = Math.max(y, other.y);
    final long right = Math.min(x + width, other.x + other.width);
    final long bottom = Math.min(y + height, other.y + other.height);
    return new Rectangle(left, top, Math.max(0, right - left), Math.max(0, bottom - top));
  }

  /** The same positions, counted from the upper left of another region. */
  public Rectangle within(final Rectangle other) {
    return new Rectangle(x - other.x, y - other.y, width, height);
  }

  /** These positions of a tensor of shape {@code (1, C, H, W)}; differentiable. */
  public NDArray of(final NDArray tensor) {
    return tensor.get(new NDIndex(":, :, {}:{}, {}:{}", y, y + height, x, x + width));
  }
}
