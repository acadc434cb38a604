package sc.fiji.styletransfer.picture;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

/**
 * Visits a tensor in parts, so that its values pass through Java's heap a few at a time.
 *
 * @param <E> exception that a visit may throw
 */
@FunctionalInterface
public interface TensorParts<E extends Exception> {

  /** Largest number of elements of a part. */
  int LENGTH = 1 << 22;

  /**
   * Receives a part.
   *
   * @param part view of consecutive elements, shape {@code (n)}; its manager is closed afterwards
   * @throws E if the visit fails
   */
  void visit(NDArray part) throws E;

  /**
   * Passes all elements of a tensor to a visitor, in the order in memory.
   *
   * @param tensor tensor of any shape
   * @param visitor receives the parts one after the other
   * @param <E> exception of the visitor
   * @throws E if the visitor throws it
   */
  static <E extends Exception> void of(final NDArray tensor, final TensorParts<E> visitor)
      throws E {
    for (long begin = 0; begin < tensor.size(); begin += LENGTH)
      try (NDManager own = tensor.getManager().newSubManager();
          NDArray flat = tensor.reshape(tensor.size())) {
        final NDArray part = flat.get("{}:{}", begin, Math.min(tensor.size(), begin + LENGTH));
        part.attach(own);
        visitor.visit(part);
      }
  }
}
