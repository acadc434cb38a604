package sc.fiji.styletransfer.loss;

import ai.djl.ndarray.NDArray;

/**
 * A term of the loss that depends on the pixels directly and not on features. It takes little time
 * compared with the network, so that it is always evaluated for the whole picture.
 */
public interface PixelTerm extends AutoCloseable {

  /**
   * Computes the term.
   *
   * @param picture red, green and blue from 0 to 1, shape {@code (1, 3, H, W)}
   * @return a scalar, the weight included; differentiable
   */
  NDArray of(NDArray picture);

  /** Frees the arrays of this term. */
  @Override
  void close();
}
