package sc.fiji.styletransfer.tensor;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

/**
 * Differentiable products of tensors and numbers. {@code NDArray.mul(Number)} and {@code
 * div(Number)} are not safe to differentiate: for the backward pass the engine keeps a pointer to
 * the number in memory of Java, which the garbage collector may free. The gradient would
 * occasionally be wrong.
 */
public final class Scaled {

  private Scaled() {}

  /**
   * Multiplies a tensor by a number. The result is differentiable.
   *
   * @param tensor tensor of type float32
   * @param factor the number
   * @return a new tensor with the same type and manager
   */
  public static NDArray times(final NDArray tensor, final double factor) {
    try (NDArray number = number(factor, tensor.getManager())) {
      return tensor.mul(number);
    }
  }

  /**
   * Creates a factor in memory of the engine. The number stays on the CPU. The engine passes it to
   * a GPU without waiting for the GPU.
   */
  static NDArray number(final double factor, final NDManager owner) {
    try (NDManager host = owner.newSubManager(Device.cpu());
        NDArray borrowed = host.create((float) factor)) {
      final NDArray number = borrowed.duplicate();
      number.attach(owner);
      return number;
    }
  }
}
