package sc.fiji.styletransfer.tensor;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.training.GradientCollector;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Records operations for one backward pass. The engine supports only one recording at a time in the
 * virtual machine, and a second one would leave it unusable. A lock makes threads wait for each
 * other.
 */
public final class GradientTape implements AutoCloseable {

  private static final ReentrantLock ONE_AT_A_TIME = new ReentrantLock();

  private final GradientCollector collector;

  GradientTape(final Engine engine) {
    ONE_AT_A_TIME.lock();
    try {
      collector = engine.newGradientCollector();
    } catch (final RuntimeException | Error e) {
      ONE_AT_A_TIME.unlock();
      throw e;
    }
  }

  /**
   * Computes the derivatives of a scalar with respect to all arrays that require a gradient ({@code
   * setRequiresGradient}), and frees the recording.
   *
   * @param scalar result of the recorded operations
   */
  public void backward(final NDArray scalar) {
    collector.backward(scalar);
  }

  @Override
  public void close() {
    try {
      collector.close();
    } finally {
      ONE_AT_A_TIME.unlock();
    }
  }
}
