package sc.fiji.styletransfer.region;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import sc.fiji.styletransfer.loss.LayerLoss;
import sc.fiji.styletransfer.network.Vgg19Layer;
import sc.fiji.styletransfer.picture.PictureSize;

/**
 * Builds the style losses of all regions of the content. It first accumulates the statistics of the
 * style pictures tile by tile, which become the targets of the losses.
 *
 * @param regions of the content, each with its style
 * @param weights of the layers, the style weight included
 * @param context of the statistics
 */
public record StyleLossBuilder(
    List<RegionStyle> regions, Map<Vgg19Layer, Double> weights, RegionStyle.StyleContext context)
    implements AutoCloseable {

  /** Returns the layers for which losses are built. */
  public Set<Vgg19Layer> layers() {
    return weights.keySet();
  }

  /**
   * Adds one tile of a style picture to the targets.
   *
   * @param tile of a style picture, at any layer
   * @param features of the layer in the tile's core, shape {@code (1, C, H, W)}
   */
  public void accumulate(final RegionStyle.StyleTile tile, final NDArray features) {
    if (!weights.containsKey(tile.layer())) return;
    for (final RegionStyle region : regions) region.accumulate(tile, features, context);
  }

  /**
   * Builds the losses after all tiles of all style pictures were accumulated.
   *
   * @param size of the content
   * @return the losses, to be closed
   */
  public List<LayerLoss> build(final PictureSize size) {
    final List<LayerLoss> losses = new ArrayList<>();
    for (final RegionStyle region : regions) losses.addAll(region.losses(size, weights, context));
    return losses;
  }

  /** Frees the targets; losses keep copies. */
  @Override
  public void close() {
    regions.forEach(RegionStyle::close);
  }
}
