package sc.fiji.styletransfer.transfer;

import ai.djl.ndarray.NDArray;
import sc.fiji.styletransfer.weights.Vgg19Layer;

/** A term of the loss that depends on the features of one layer. */
interface LayerLoss extends AutoCloseable {

  /** The layer whose features it judges. */
  Vgg19Layer layer();

  /**
   * The term's value, a scalar, with its weight applied; differentiable.
   *
   * @param features shape {@code (1, C, H, W)}
   */
  NDArray of(NDArray features);

  /** Frees the target. */
  @Override
  void close();
}
