package sc.fiji.styletransfer.tile;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import sc.fiji.styletransfer.network.Vgg19Layer;
import sc.fiji.styletransfer.picture.Rectangle;

/**
 * A part of a picture that is looked at on its own. The features of the core are those of the whole
 * picture, bit by bit up to rounding, because the network is shown all pixels they depend on.
 *
 * @param core the pixels whose features count here and in no other tile
 * @param shown the core and the pixels around it that its features depend on, as far as the picture
 *     reaches
 */
public record Tile(Rectangle core, Rectangle shown) {

  /** Where in the layer the features of the core are. */
  public Rectangle positions(final Vgg19Layer layer) {
    final int halvings = layer.block() - 1;
    return between(
        core.x() >> halvings,
        core.y() >> halvings,
        (core.x() + core.width()) >> halvings,
        (core.y() + core.height()) >> halvings);
  }

  /** Where the features of the core are in the features of what is shown. */
  Rectangle positionsShown(final Vgg19Layer layer) {
    final int halvings = layer.block() - 1;
    final Rectangle there = positions(layer);
    return new Rectangle(
        there.x() - (shown.x() >> halvings),
        there.y() - (shown.y() >> halvings),
        there.width(),
        there.height());
  }

  /** A copy of the pixels shown, owned by the manager. */
  public NDArray cut(final NDArray picture, final NDManager manager) {
    try (NDArray view = shown.of(picture)) {
      final NDArray pixels = view.duplicate();
      pixels.attach(manager);
      return pixels;
    }
  }

  /** Of the features of all pixels shown those of the core, a view; differentiable. */
  NDArray counted(final NDArray features, final Vgg19Layer layer) {
    return positionsShown(layer).of(features);
  }

  private static Rectangle between(
      final long left, final long top, final long right, final long bottom) {
    return new Rectangle(left, top, right - left, bottom - top);
  }
}
