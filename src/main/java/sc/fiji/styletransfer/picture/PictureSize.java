package sc.fiji.styletransfer.picture;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import net.imglib2.Dimensions;
import sc.fiji.styletransfer.StyleTransferException;
import sc.fiji.styletransfer.network.Vgg19Layer;

/**
 * Width and height of a picture in pixels.
 *
 * @param width at least 16
 * @param height at least 16
 */
public record PictureSize(int width, int height) {

  /** Shortest side in pixels; the network halves a picture four times before its last block. */
  public static final int MIN_SIDE = 16;

  /** The largest number of pixels, all of which have an index of type int. */
  private static final long MOST_PIXELS = Integer.MAX_VALUE - Long.BYTES;

  /**
   * Checks the sides.
   *
   * @throws StyleTransferException if one is shorter than 16 pixels, or the picture has more than
   *     two thousand million pixels
   */
  public PictureSize {
    if (Math.min(width, height) < MIN_SIDE)
      throw new StyleTransferException(
          "A picture of %s × %s pixels is too small. Both sides must have at least %s pixels; use a larger image or a larger size."
              .formatted(width, height, MIN_SIDE));
    if ((long) width * height > MOST_PIXELS) throw tooLarge(width, height);
  }

  /**
   * Returns the size of an ImgLib2 picture.
   *
   * @param picture picture whose first two dimensions are width and height
   * @return its size
   */
  public static PictureSize of(final Dimensions picture) {
    return of(picture.dimension(0), picture.dimension(1));
  }

  /**
   * Returns the size of a tensor.
   *
   * @param tensor shape {@code (1, C, H, W)}
   * @return its size
   */
  public static PictureSize of(final NDArray tensor) {
    return of(tensor.getShape().get(3), tensor.getShape().get(2));
  }

  private static PictureSize of(final long width, final long height) {
    if (Math.max(width, height) > MOST_PIXELS) throw tooLarge(width, height);
    return new PictureSize((int) width, (int) height);
  }

  private static StyleTransferException tooLarge(final long width, final long height) {
    return new StyleTransferException(
        "A picture of %s × %s pixels is too large. It can have at most %s megapixels; use a smaller image or a smaller size."
            .formatted(width, height, MOST_PIXELS / 1_000_000));
  }

  /** Returns the longer side in pixels. */
  public int longSide() {
    return Math.max(width, height);
  }

  /** Returns the number of pixels. */
  public long pixels() {
    return (long) width * height;
  }

  /**
   * Returns the number of positions of a layer for a picture of this size.
   *
   * @param layer layer of the network
   * @return height times width of the features
   */
  public long positionsAt(final Vgg19Layer layer) {
    // Each pooling drops an odd last row or column.
    final int halvings = layer.block() - 1;
    return (long) (width >> halvings) * (height >> halvings);
  }

  /**
   * Returns the shape of the features of a layer for a picture of this size.
   *
   * @param layer layer of the network
   * @param channels number of channels of the features
   * @return shape {@code (1, C, H, W)}
   */
  public Shape shapeAt(final Vgg19Layer layer, final int channels) {
    final int halvings = layer.block() - 1;
    return new Shape(1, channels, height >> halvings, width >> halvings);
  }

  /**
   * Returns the size of the same proportions with another long side.
   *
   * @param side longer side of the result in pixels
   * @return the scaled size
   */
  public PictureSize withLongSide(final int side) {
    return scaled((double) side / longSide());
  }

  /**
   * Returns the size of the same proportions with the area of another size.
   *
   * @param other size with the area
   * @param factor ratio of the sides; the area is multiplied by its square
   * @return the scaled size, larger if the short side would otherwise be below {@link #MIN_SIDE}
   */
  public PictureSize withAreaOf(final PictureSize other, final double factor) {
    final double wanted =
        factor * Math.sqrt((double) other.width * other.height / ((double) width * height));
    return scaled(Math.max(wanted, (double) MIN_SIDE / Math.min(width, height)));
  }

  /**
   * Returns whether both sides stay long enough.
   *
   * @param factor factor of both sides
   * @return whether {@link #scaled} accepts the factor
   */
  public boolean canShrinkBy(final double factor) {
    return Math.round(Math.min(width, height) * factor) >= MIN_SIDE;
  }

  /**
   * Multiplies both sides by a factor.
   *
   * @param factor factor of both sides
   * @return the rounded size
   * @throws StyleTransferException if a side becomes shorter than {@link #MIN_SIDE}
   */
  public PictureSize scaled(final double factor) {
    return of(Math.round(width * factor), Math.round(height * factor));
  }

  /** Returns the size as {@code width × height}. */
  @Override
  public String toString() {
    return width + " × " + height;
  }
}
