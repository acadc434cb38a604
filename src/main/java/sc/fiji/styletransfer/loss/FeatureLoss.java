package sc.fiji.styletransfer.loss;

import ai.djl.ndarray.NDArray;

/**
 * A term of the loss that depends on the features of one or several layers. It is computed in two
 * steps: a statistic that is additive over positions and layers, and a value that is a function of
 * the sum. The loss of a large picture can therefore be computed exactly, tile by tile.
 */
public interface FeatureLoss extends AdditiveTerm, AutoCloseable {

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
