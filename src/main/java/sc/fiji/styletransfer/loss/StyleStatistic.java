package sc.fiji.styletransfer.loss;

import ai.djl.ndarray.NDArray;
import sc.fiji.styletransfer.network.Vgg19Layer;
import sc.fiji.styletransfer.picture.Rectangle;

/** How the style that a layer sees is described, and how two descriptions are compared. */
public interface StyleStatistic {

  /**
   * Sums over some positions what a description needs; sums over parts of a layer add up to that
   * over the layer.
   *
   * @param features of these positions, shape {@code (1, C, region.height, region.width)}
   * @param mask which positions count
   * @param region where in the layer they are
   * @return the sum, a new array
   */
  NDArray sum(NDArray features, LayerMask mask, Rectangle region);

  /**
   * @param channels of the layer
   * @param positions how many counted, H·W or what a mask says
   * @return what a sum is divided by to become a description; descriptions of several pictures may
   *     be averaged
   */
  double divisor(long channels, double positions);

  /**
   * Describes the features of a whole layer.
   *
   * @param features shape {@code (1, C, H, W)}
   * @param mask which positions count
   * @return the description, a new array
   */
  default NDArray describe(final NDArray features, final LayerMask mask) {
    try (NDArray sum = sum(features, mask, Rectangle.whole(features))) {
      return sum.div(divisor(features.getShape().get(1), mask.positions()));
    }
  }

  /**
   * The term that compares a layer's features with a description.
   *
   * @param layer whose features are compared
   * @param target the wanted description; owned by the term from now on
   * @param weight factor of the term
   * @param mask which positions of the changed picture count; owned by the term from now on
   * @return the term
   */
  LayerLoss loss(Vgg19Layer layer, NDArray target, double weight, LayerMask mask);
}
