package sc.fiji.styletransfer.loss;

import ai.djl.ndarray.NDArray;
import sc.fiji.styletransfer.network.Vgg19Layer;
import sc.fiji.styletransfer.picture.Rectangle;

/**
 * A term of the loss that depends on the features of one layer, in two steps: a statistic that is
 * additive over positions, and the value as a function of the statistic of all positions. A picture
 * too large to be seen at once can therefore be judged exactly, region by region.
 */
public interface LayerLoss extends AutoCloseable {

  /** The layer whose features it judges. */
  Vgg19Layer layer();

  /**
   * What the term has to know of some positions; summed over regions that partition the layer it is
   * the statistic of the layer. Differentiable.
   *
   * @param features of these positions only, shape {@code (1, C, region.height, region.width)}
   * @param region where in the layer they are
   */
  NDArray statistic(NDArray features, Rectangle region);

  /**
   * The term's value, a scalar, with its weight applied; differentiable.
   *
   * @param statistic of all positions of the layer
   */
  NDArray value(NDArray statistic);

  /** The value for features of the whole layer, shape {@code (1, C, H, W)}; differentiable. */
  default NDArray of(final NDArray features) {
    try (NDArray statistic = statistic(features, Rectangle.whole(features))) {
      return value(statistic);
    }
  }

  /** Frees the target. */
  @Override
  void close();
}
