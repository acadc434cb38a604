package sc.fiji.styletransfer.loss;

import ai.djl.ndarray.NDArray;
import java.util.Set;
import sc.fiji.styletransfer.network.Vgg19Layer;
import sc.fiji.styletransfer.picture.Rectangle;

/**
 * A term of the loss that depends on the features of one or several layers. It is computed in two
 * steps: a statistic that is additive over positions and layers, and a value that is a function of
 * the sum. The loss of a large picture can therefore be computed exactly, tile by tile.
 */
public interface FeatureLoss extends AutoCloseable {

  /** Returns the layers whose features this loss compares, at least one. */
  Set<Vgg19Layer> layers();

  /**
   * Computes the statistic of some positions of one layer. The sum over all layers, and over
   * regions that partition each layer, is the statistic of the picture.
   *
   * @param layer one of the layers of this loss
   * @param features of these positions only, shape {@code (1, C, region.height, region.width)}
   * @param region of the layer that these positions form
   * @return a new array; differentiable
   */
  NDArray statistic(Vgg19Layer layer, NDArray features, Rectangle region);

  /**
   * Computes the value of the loss.
   *
   * @param statistic of all positions of all layers
   * @return a scalar, the weight included; differentiable
   */
  NDArray value(NDArray statistic);

  /** Frees the target. */
  @Override
  void close();
}
