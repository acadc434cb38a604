package sc.fiji.styletransfer.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

/**
 * A number that multiplies many tensors, see {@link Scaled}. The engine receives the number once.
 */
public final class Multiplier implements AutoCloseable {

  private final NDArray number;

  /**
   * @param factor the number
   * @param owner manager of the tensors; the number is freed with it, or by {@link #close}
   */
  public Multiplier(final double factor, final NDManager owner) {
    number = Scaled.number(factor, owner);
  }

  /**
   * Multiplies a tensor by the number. The result is differentiable.
   *
   * @param tensor tensor of type float32
   * @return a new tensor with the same type and manager
   */
  public NDArray times(final NDArray tensor) {
    return tensor.mul(number);
  }

  @Override
  public void close() {
    number.close();
  }
}
