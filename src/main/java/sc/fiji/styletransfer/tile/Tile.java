package sc.fiji.styletransfer.tile;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import sc.fiji.styletransfer.network.Vgg19Layer;
import sc.fiji.styletransfer.picture.Rectangle;

/**
 * A part of a picture that the network evaluates separately. The features of its core are those of
 * the whole picture up to rounding, because the network receives all pixels that they depend on.
 *
 * @param core pixels whose features belong to this tile and to no other
 * @param padded the core and the pixels around it that its features depend on, as far as the
 *     picture reaches
 */
public record Tile(Rectangle core, Rectangle padded) {

  /**
   * Returns the positions of the core's features in the layer of the whole picture.
   *
   * @param layer of the network
   * @return a rectangle of positions
   */
  public Rectangle positions(final Vgg19Layer layer) {
    final int halvings = layer.block() - 1;
    return between(
        core.x() >> halvings,
        core.y() >> halvings,
        (core.x() + core.width()) >> halvings,
        (core.y() + core.height()) >> halvings);
  }

  /** Returns the positions of the core's features in the layer of the padded tile. */
  Rectangle positionsInPadded(final Vgg19Layer layer) {
    final int halvings = layer.block() - 1;
    final Rectangle positions = positions(layer);
    return new Rectangle(
        positions.x() - (padded.x() >> halvings),
        positions.y() - (padded.y() >> halvings),
        positions.width(),
        positions.height());
  }

  /**
   * Copies the padded pixels.
   *
   * @param picture shape {@code (1, 3, H, W)}
   * @param manager owner of the copy
   * @return shape {@code (1, 3, padded.height, padded.width)}
   */
  public NDArray crop(final NDArray picture, final NDManager manager) {
    try (NDArray view = padded.of(picture)) {
      final NDArray pixels = view.duplicate();
      pixels.attach(manager);
      return pixels;
    }
  }

  /** Returns a view of the core's features in those of the padded tile; differentiable. */
  NDArray coreFeatures(final NDArray features, final Vgg19Layer layer) {
    return positionsInPadded(layer).of(features);
  }

  private static Rectangle between(
      final long left, final long top, final long right, final long bottom) {
    return new Rectangle(left, top, right - left, bottom - top);
  }
}
