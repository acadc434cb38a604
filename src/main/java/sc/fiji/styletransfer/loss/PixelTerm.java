package sc.fiji.styletransfer.loss;

import ai.djl.ndarray.NDArray;

/**
 * A term of the loss that judges the pixels themselves. It is cheap beside those of the layers, so
 * that it is always evaluated on the whole picture.
 */
public interface PixelTerm extends AutoCloseable {

  /**
   * @param picture red, green and blue from 0 to 1, shape {@code (1, 3, H, W)}
   * @return the term, a scalar, with its weight applied; differentiable
   */
  NDArray of(NDArray picture);

  /** Frees what it compares with. */
  @Override
  void close();
}
