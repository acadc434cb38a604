package sc.fiji.styletransfer.tensor;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

/**
 * Products of tensors and numbers that may be differentiated. {@code NDArray.mul(Number)} and
 * {@code div(Number)} must not be: the engine keeps the number for the way back, but in memory that
 * belongs to Java and is free for other use as soon as the garbage collector has run. The gradient
 * is then wrong now and then.
 */
public final class Scaled {

  private Scaled() {}

  /**
   * @param tensor of type float32
   * @param factor any number
   * @return the product, a new tensor of the same type and manager; differentiable
   */
  public static NDArray times(final NDArray tensor, final double factor) {
    // On the CPU in any case: a GPU is given the number with the operation instead of waited for.
    try (NDManager host = tensor.getManager().newSubManager(Device.cpu());
        NDArray borrowed = host.create((float) factor);
        NDArray number = borrowed.duplicate()) {
      return tensor.mul(number);
    }
  }
}
