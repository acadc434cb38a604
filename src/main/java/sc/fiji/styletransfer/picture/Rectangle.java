package sc.fiji.styletransfer.picture;

import ai.djl.ndarray.NDArray;
import sc.fiji.styletransfer.tensor.Slice;

/**
 * A rectangle of positions in a layer's plane, or of pixels in a picture.
 *
 * @param x left edge
 * @param y upper edge
 * @param width number of columns
 * @param height number of rows
 */
public record Rectangle(long x, long y, long width, long height) {

  private static final int ROWS = 2;
  private static final int COLUMNS = 3;

  /**
   * Returns the rectangle of all positions of a tensor.
   *
   * @param tensor shape {@code (1, C, H, W)}
   * @return a rectangle of width W and height H
   */
  public static Rectangle whole(final NDArray tensor) {
    return new Rectangle(0, 0, tensor.getShape().get(3), tensor.getShape().get(2));
  }

  /** Returns the number of positions. */
  public long positions() {
    return width * height;
  }

  /**
   * Returns the positions that are in this rectangle and in another.
   *
   * @param other another rectangle
   * @return the intersection; width or height is 0 if it is empty
   */
  public Rectangle intersection(final Rectangle other) {
    final long left = Math.max(x, other.x);
    final long top = Math.max(y, other.y);
    final long right = Math.min(x + width, other.x + other.width);
    final long bottom = Math.min(y + height, other.y + other.height);
    return new Rectangle(left, top, Math.max(0, right - left), Math.max(0, bottom - top));
  }

  /**
   * Returns the same positions relative to the upper left corner of another rectangle.
   *
   * @param other rectangle with the origin
   * @return the shifted rectangle
   */
  public Rectangle within(final Rectangle other) {
    return new Rectangle(x - other.x, y - other.y, width, height);
  }

  /**
   * Returns the part of a tensor in this rectangle.
   *
   * @param tensor shape {@code (1, C, H, W)}
   * @return a differentiable view of shape {@code (1, C, height, width)}
   */
  public NDArray of(final NDArray tensor) {
    try (NDArray rows = Slice.of(tensor, ROWS, y, y + height)) {
      return Slice.of(rows, COLUMNS, x, x + width);
    }
  }
}
