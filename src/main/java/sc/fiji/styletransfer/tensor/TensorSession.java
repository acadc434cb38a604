package sc.fiji.styletransfer.tensor;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;

/**
 * One thread's use of the engine: it owns all native memory allocated meanwhile and frees it when
 * closed. While it is open, operations of this thread record no gradients except on a {@link
 * GradientTape}; the engine's own default is to record, and to keep the memory, on every thread but
 * the one that loaded it.
 */
public final class TensorSession implements AutoCloseable {

  private final Engine engine;
  private final NDManager manager;
  private final boolean recordedBefore;

  TensorSession(final Engine engine, final Device device) {
    AllocatorTuning.keep();
    this.engine = engine;
    manager = engine.newBaseManager(device);
    recordedBefore = JniUtils.isGradMode();
    JniUtils.setGradMode(false);
  }

  /**
   * @return owner of what lives as long as the session; its children own what lives shorter
   */
  public NDManager manager() {
    return manager;
  }

  /**
   * @return where this session computes
   */
  public Device device() {
    return manager.getDevice();
  }

  /**
   * @return the device as {@link DeviceChoice} names it, a GPU always with its number
   */
  public String deviceName() {
    final Device device = device();
    return device.isGpu() ? "gpu" + device.getDeviceId() : device.getDeviceType();
  }

  /**
   * Starts to record operations for {@link GradientTape#backward}. Waits while another thread
   * records.
   *
   * @return the recording, to be closed
   */
  public GradientTape record() {
    return new GradientTape(engine);
  }

  @Override
  public void close() {
    manager.close();
    JniUtils.setGradMode(recordedBefore);
    AllocatorTuning.giveBack();
  }
}
