package sc.fiji.styletransfer.tensor;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.training.GradientCollector;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A recording of operations, played backward once. The engine allows only one in the whole virtual
 * machine and breaks for good when a second is started, so that tapes queue up for a lock.
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
   * Computes the derivative of a scalar with respect to every array marked by {@code
   * setRequiresGradient}, and frees the recording.
   *
   * @param scalar what to differentiate
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
