package sc.fiji.styletransfer.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;

/**
 * Views of parts of tensors. A view takes one call of the engine; the same view by {@code
 * NDArray.get} takes seven, and its gradient is copied once more.
 */
public final class Slice {

  private Slice() {}

  /**
   * Returns the part of a tensor between two indices of one axis.
   *
   * @param tensor any tensor of the engine
   * @param axis axis from 0
   * @param begin first index
   * @param end index after the last
   * @return a differentiable view with the same manager
   */
  public static NDArray of(final NDArray tensor, final int axis, final long begin, final long end) {
    return JniUtils.slice((PtNDArray) tensor, axis, begin, end, 1);
  }
}
