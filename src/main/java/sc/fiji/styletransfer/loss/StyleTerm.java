package sc.fiji.styletransfer.loss;

import ai.djl.ndarray.NDArray;
import java.util.EnumSet;
import java.util.Set;
import sc.fiji.styletransfer.network.Vgg19Layer;
import sc.fiji.styletransfer.picture.Rectangle;

/**
 * The statistic of style of one layer without the target that a loss compares it with.
 *
 * @param layer of the network
 * @param statistic that describes style
 * @param mask weights of the layer's positions; owned by this object
 */
public record StyleTerm(Vgg19Layer layer, StyleStatistic statistic, LayerMask mask)
    implements AdditiveTerm, AutoCloseable {

  @Override
  public Set<Vgg19Layer> layers() {
    return EnumSet.of(layer);
  }

  @Override
  public NDArray statistic(
      final Vgg19Layer ofLayer, final NDArray features, final Rectangle region) {
    return statistic.sum(features, mask, region);
  }

  @Override
  public void close() {
    mask.close();
  }
}
