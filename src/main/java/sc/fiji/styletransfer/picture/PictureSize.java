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

  /** The network halves a picture four times before its deepest block. */
  public static final int MIN_SIDE = 16;

  /**
   * Checks the sides.
   *
   * @throws StyleTransferException if one is shorter than 16 pixels
   */
  public PictureSize {
    if (Math.min(width, height) < MIN_SIDE)
      throw new StyleTransferException(
          "A picture of %d × %d pixels is too small: both sides must have at least %d; use a larger image or size."
              .formatted(width, height, MIN_SIDE));
  }

  /**
   * @param picture whose first two dimensions are width and height
   * @return its size
   */
  public static PictureSize of(final Dimensions picture) {
    return new PictureSize((int) picture.dimension(0), (int) picture.dimension(1));
  }

  public static PictureSize of(final NDArray tensor) {
    return new PictureSize((int) tensor.getShape().get(3), (int) tensor.getShape().get(2));
  }

  /**
   * @return the longer side
   */
  public int longSide() {
    return Math.max(width, height);
  }

  /** How many pixels. */
  public long pixels() {
    return (long) width * height;
  }

  /**
   * @param layer of the network
   * @return how many positions H·W its features have for a picture of this size
   */
  public long positionsAt(final Vgg19Layer layer) {
    // each pooling drops an odd last row or column
    final int halvings = layer.block() - 1;
    return (long) (width >> halvings) * (height >> halvings);
  }

  /** Shape {@code (1, C, H, W)} of the features of a layer for a picture of this size. */
  public Shape shapeAt(final Vgg19Layer layer) {
    final int halvings = layer.block() - 1;
    return new Shape(1, layer.channels(), height >> halvings, width >> halvings);
  }

  /**
   * @param side pixels wanted for the longer side
   * @return the size of the same proportions that has it
   */
  public PictureSize withLongSide(final int side) {
    return scaled((double) side / longSide());
  }

  /**
   * @param other a size
   * @param factor how much longer than the other's
   * @return the size of these proportions whose sides are, in geometric mean, factor times the
   *     other's, or larger if its short side would fall below the least
   */
  public PictureSize withAreaOf(final PictureSize other, final double factor) {
    final double wanted =
        factor * Math.sqrt((double) other.width * other.height / ((double) width * height));
    return scaled(Math.max(wanted, (double) MIN_SIDE / Math.min(width, height)));
  }

  /** Whether both sides stay long enough. */
  public boolean canShrinkBy(final double factor) {
    return Math.round(Math.min(width, height) * factor) >= MIN_SIDE;
  }

  /** Both sides times a factor, rounded. */
  public PictureSize scaled(final double factor) {
    return new PictureSize((int) Math.round(width * factor), (int) Math.round(height * factor));
  }

  @Override
  public String toString() {
    return width + " × " + height;
  }
}
