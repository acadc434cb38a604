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
 * The terms that compare regions of the content with the styles they are to take, in the making.
 *
 * @param regions what takes which style
 * @param weights of the layers that are compared
 * @param look how style is described
 */
public record StyleLossBuilder(
    List<RegionStyle> regions, Map<Vgg19Layer, Double> weights, RegionStyle.StyleContext look) {

  /** The layers that are compared. */
  public Set<Vgg19Layer> layers() {
    return weights.keySet();
  }

  /**
   * Adds what a part of a style picture has to say.
   *
   * @param glimpse which part, seen by any layer
   * @param counted the layer's features at the positions that count in it
   */
  public void learn(final RegionStyle.StyleTile glimpse, final NDArray counted) {
    if (!weights.containsKey(glimpse.layer())) return;
    for (final RegionStyle region : regions) region.learn(glimpse, counted, look);
  }

  /**
   * @param size of the content
   * @return the terms, once all of the styles was seen
   */
  public List<LayerLoss> losses(final PictureSize size) {
    final List<LayerLoss> losses = new ArrayList<>();
    for (final RegionStyle region : regions) losses.addAll(region.losses(size, weights, look));
    return losses;
  }
}
