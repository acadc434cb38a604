package sc.fiji.styletransfer.weights.file;

import java.util.Arrays;
import java.util.List;
import sc.fiji.styletransfer.network.WeightsException;

/**
 * A tensor as a pickle describes it: a view of a storage.
 *
 * @param storage storage with the values
 * @param offset index of the first value in the storage
 * @param shape size of each dimension, the slowest first
 * @param strides distance in the storage between neighbours along each dimension
 */
record TorchTensor(TorchStorage storage, long offset, long[] shape, long[] strides) {

  /** Kernels have four dimensions; no tensor of a network of images has more than five. */
  static final int MAX_RANK = 8;

  /**
   * @param arguments storage, offset, size and stride; further arguments are ignored
   * @return the tensor
   * @throws WeightsException if the arguments have other types
   */
  static TorchTensor of(final Object[] arguments) {
    if (arguments.length >= 4
        && arguments[0] instanceof final TorchStorage storage
        && arguments[1] instanceof final Number offset)
      return new TorchTensor(storage, offset.longValue(), longs(arguments[2]), longs(arguments[3]));
    throw damaged(null);
  }

  /**
   * @return number of values
   * @throws WeightsException if the shape is impossible, or the values are not contiguous or not
   *     within the storage
   */
  long count() {
    try {
      long count = 1;
      if (shape.length != strides.length) throw damaged(null);
      for (int d = shape.length - 1; d >= 0; d--) {
        if (shape[d] < 0) throw damaged(null);
        if (shape[d] > 1 && strides[d] != count)
          throw new WeightsException(
              "one of its tensors is not contiguous; save it with .contiguous() first");
        count = Math.multiplyExact(count, shape[d]);
      }
      if (offset < 0 || Math.addExact(offset, count) > storage.count()) throw damaged(null);
      return count;
    } catch (final ArithmeticException e) {
      throw damaged(e);
    }
  }

  /**
   * @return index of the first value in the storage's block
   * @throws WeightsException if the index is impossible
   */
  long first() {
    try {
      final long first = Math.addExact(storage.first(), offset);
      if (storage.first() < 0 || first < 0) throw damaged(null);
      return first;
    } catch (final ArithmeticException e) {
      throw damaged(e);
    }
  }

  private static long[] longs(final Object sizes) {
    final List<?> list =
        sizes instanceof final Object[] tuple ? Arrays.asList(tuple) : (List<?>) sizes;
    if (list.size() > MAX_RANK) throw damaged(null);
    return list.stream().mapToLong(size -> ((Number) size).longValue()).toArray();
  }

  private static WeightsException damaged(final Throwable cause) {
    return new WeightsException("one of its tensors has an impossible shape", cause);
  }
}
