package sc.fiji.styletransfer.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import sc.fiji.styletransfer.network.Vgg19Layer;
import sc.fiji.styletransfer.picture.Rectangle;

/**
 * A statistic of a layer's features that describes style, and the loss that compares two of them.
 */
public interface StyleStatistic {

  /**
   * Computes the unnormalised statistic of some positions. The sum over regions that partition a
   * layer is the unnormalised statistic of the layer.
   *
   * @param features of these positions, shape {@code (1, C, region.height, region.width)}
   * @param mask weights of the layer's positions
   * @param region of the layer that these positions form
   * @return a new array
   */
  NDArray sum(NDArray features, LayerMask mask, Rectangle region);

  /**
   * Returns the shape of the statistic.
   *
   * @param channels of the layer
   * @return the shape
   */
  default Shape shape(final long channels) {
    return new Shape(channels, channels);
  }

  /**
   * Returns the divisor that normalises a sum. Normalised statistics of several pictures can be
   * averaged.
   *
   * @param channels of the layer
   * @param positions number of positions, or the sum of their weights
   * @return the divisor
   */
  double divisor(long channels, double positions);

  /**
   * Computes the normalised statistic of a whole layer.
   *
   * @param features shape {@code (1, C, H, W)}
   * @param mask weights of the layer's positions
   * @return a new array
   */
  default NDArray describe(final NDArray features, final LayerMask mask) {
    try (NDArray sum = sum(features, mask, Rectangle.whole(features))) {
      return sum.div(divisor(features.getShape().get(1), mask.positions()));
    }
  }

  /**
   * Returns the statistic of features that a matrix A transforms: F becomes A·F.
   *
   * @param statistic of features
   * @param matrix A, symmetric, shape {@code (C, C)}
   * @return a new array
   */
  default NDArray transformed(final NDArray statistic, final NDArray matrix) {
    try (NDArray rows = matrix.matMul(statistic)) {
      return rows.matMul(matrix);
    }
  }

  /**
   * Creates the loss that compares a layer's features with a target.
   *
   * @param layer of the network
   * @param target normalised statistic of the style; owned by the loss
   * @param weight factor of the loss
   * @param mask weights of the picture's positions; owned by the loss
   * @return the loss, to be closed
   */
  LayerLoss loss(Vgg19Layer layer, NDArray target, double weight, LayerMask mask);
}
