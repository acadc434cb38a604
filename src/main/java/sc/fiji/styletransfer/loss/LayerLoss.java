package sc.fiji.styletransfer.loss;

import ai.djl.ndarray.NDArray;
import sc.fiji.styletransfer.network.Vgg19Layer;
import sc.fiji.styletransfer.picture.Rectangle;

/**
 * A term of the loss that depends on the features of one layer. It is computed in two steps: a
 * statistic that is additive over positions, and a value that is a function of the statistic of all
 * positions. The loss of a large picture can therefore be computed exactly, tile by tile.
 */
public interface LayerLoss extends AutoCloseable {

  /** Returns the layer whose features this loss compares. */
  Vgg19Layer layer();

  /**
   * Computes the statistic of some positions. The sum over regions that partition the layer is the
   * statistic of the layer.
   *
   * @param features of these positions only, shape {@code (1, C, region.height, region.width)}
   * @param region of the layer that these positions form
   * @return a new array; differentiable
   */
  NDArray statistic(NDArray features, Rectangle region);

  /**
   * Computes the value of the loss.
   *
   * @param statistic of all positions of the layer
   * @return a scalar, the weight included; differentiable
   */
  NDArray value(NDArray statistic);

  /**
   * Computes the value from the features of the whole layer.
   *
   * @param features shape {@code (1, C, H, W)}
   * @return a scalar, the weight included; differentiable
   */
  default NDArray of(final NDArray features) {
    try (NDArray statistic = statistic(features, Rectangle.whole(features))) {
      return value(statistic);
    }
  }

  /** Frees the target. */
  @Override
  void close();
}
