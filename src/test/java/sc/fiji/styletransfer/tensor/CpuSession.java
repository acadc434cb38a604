package sc.fiji.styletransfer.tensor;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A session on the CPU for the duration of one test. */
public final class CpuSession implements BeforeEachCallback, AfterEachCallback {

  private TensorSession session;

  /**
   * @return the session, which is open while a test runs
   */
  public TensorSession open() {
    return session;
  }

  @Override
  public void beforeEach(final ExtensionContext context) {
    session = TensorEngine.start().open(new DeviceChoice("cpu"));
  }

  @Override
  public void afterEach(final ExtensionContext context) {
    session.close();
  }
}
