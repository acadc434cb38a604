package sc.fiji.styletransfer.tensor;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;

/**
 * Where the channels of a tensor of shape {@code (N, C, H, W)} lie in memory. Its shape and its
 * values do not depend on that, but its speed does, and what is computed from it has the same
 * order: convolutions, their derivatives, pooling, sums and products.
 */
public enum MemoryFormat {
  /** Plane after plane, as the engine has it by itself. */
  FIRST {
    @Override
    public NDArray arrange(final NDArray tensor) {
      return tensor.reshape(tensor.getShape());
    }
  },

  /**
   * All channels of a position, then those of the next. Convolutions and pooling on a CPU need not
   * rearrange it, which with 16 bits is a seventh of the time of a gradient.
   */
  LAST {
    @Override
    public NDArray arrange(final NDArray tensor) {
      final Shape shape = tensor.getShape();
      // Only what is made flat is copied; all else is another view of the same memory.
      try (NDArray positions = tensor.transpose(0, 2, 3, 1);
          NDArray flat = positions.reshape(-1);
          NDArray cube = flat.reshape(shape.get(0), shape.get(2), shape.get(3), shape.get(1))) {
        return cube.transpose(0, 3, 1, 2);
      }
    }
  };

  /**
   * @param device any
   * @return the order in which networks of 16 bits are fast there
   */
  public static MemoryFormat on(final Device device) {
    return device.equals(Device.cpu()) ? LAST : FIRST;
  }

  /**
   * @param tensor shape {@code (N, C, H, W)}
   * @return the same in this order, a new array of the same manager, perhaps on the same memory;
   *     differentiable
   */
  public abstract NDArray arrange(NDArray tensor);
}
