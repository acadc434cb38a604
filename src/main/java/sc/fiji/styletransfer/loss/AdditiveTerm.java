package sc.fiji.styletransfer.loss;

import ai.djl.ndarray.NDArray;
import java.util.Set;
import sc.fiji.styletransfer.network.Vgg19Layer;
import sc.fiji.styletransfer.picture.Rectangle;

/**
 * A statistic of features that is additive over positions and layers, and can therefore be computed
 * tile by tile, on one machine or on many.
 */
public interface AdditiveTerm {

  /**
   * Returns the layers whose features the statistic depends on.
   *
   * @return at least one layer
   */
  Set<Vgg19Layer> layers();

  /**
   * Computes the statistic of some positions of one layer. The sum over all layers, and over
   * regions that partition each layer, is the statistic of the picture.
   *
   * @param layer one of the layers of this term
   * @param features of these positions only, shape {@code (1, C, region.height, region.width)}
   * @param region of the layer that these positions form
   * @return a new array; differentiable
   */
  NDArray statistic(Vgg19Layer layer, NDArray features, Rectangle region);
}
