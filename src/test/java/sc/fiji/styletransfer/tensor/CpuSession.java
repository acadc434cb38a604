package sc.fiji.styletransfer.tensor;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The engine for the time of one test, on the CPU. */
public final class CpuSession implements BeforeEachCallback, AfterEachCallback {

  private TensorSession session;

  /**
   * @return the session, open while a test runs
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
