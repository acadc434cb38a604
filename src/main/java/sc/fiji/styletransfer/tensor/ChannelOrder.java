package sc.fiji.styletransfer.tensor;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;

/**
 * Where the channels of a tensor of shape {@code (N, C, H, W)} lie in memory. Its shape and its
 * values do not depend on that, but its speed does, and what is computed from it has the same
 * order: convolutions, their derivatives, pooling, sums and products.
 */
public enum ChannelOrder {
  /** Plane after plane, as the engine has it by itself. */
  FIRST {
    @Override
    public NDArray arrange(final NDArray tensor) {
      return tensor.reshape(tensor.getShape());
    }

    @Override
    public NDArray product(final NDArray a, final NDArray b) {
      final long channels = a.getShape().get(1);
      try (NDArray rows = a.reshape(channels, -1);
          NDArray others = b.reshape(channels, -1);
          NDArray columns = others.transpose()) {
        return rows.matMul(columns);
      }
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

    @Override
    public NDArray product(final NDArray a, final NDArray b) {
      try (NDArray rows = positions(a);
          NDArray others = positions(b);
          NDArray columns = others.transpose();
          NDArray transposed = columns.matMul(rows)) {
        return transposed.transpose();
      }
    }

    private NDArray positions(final NDArray tensor) {
      try (NDArray last = tensor.transpose(0, 2, 3, 1)) {
        return last.reshape(-1, tensor.getShape().get(1));
      }
    }
  };

  /**
   * @param device any
   * @return the order in which networks are fast there
   */
  public static ChannelOrder on(final Device device) {
    return device.equals(Device.cpu()) ? LAST : FIRST;
  }

  /**
   * @param tensor shape {@code (N, C, H, W)}
   * @return the same in this order, a new array of the same manager, perhaps on the same memory;
   *     differentiable
   */
  public abstract NDArray arrange(NDArray tensor);

  /**
   * @param a shape {@code (1, C, H, W)}, best in this order
   * @param b likewise
   * @return A·Bᵀ of shape {@code (C, C)}, where row i holds channel i at all positions; its
   *     derivative with the first factor has this order
   */
  public abstract NDArray product(NDArray a, NDArray b);
}
