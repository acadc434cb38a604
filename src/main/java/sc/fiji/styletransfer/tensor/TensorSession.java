package sc.fiji.styletransfer.tensor;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.util.cuda.CudaUtils;
import sc.fiji.styletransfer.machine.MachineFile;
import sc.fiji.styletransfer.machine.ProcessorName;
import sc.fiji.styletransfer.machine.ThreadCount;

/**
 * The use of the engine by one thread. The session owns all native memory that the thread allocates
 * and frees the memory when it is closed. While the session is open, operations of the thread
 * record gradients only on a {@link GradientTape}. By default the engine records gradients, and
 * keeps the memory, on every thread except the one that loaded the engine.
 */
public final class TensorSession implements AutoCloseable {

  /** First compute capability with TF32. */
  private static final String FIRST_TF32 = "80";

  private final Engine engine;
  private final NDManager manager;
  private final boolean recordedBefore;
  private final int threadsBefore;

  TensorSession(final Engine engine, final Device device) {
    AllocatorTuning.keep();
    this.engine = engine;
    manager = engine.newBaseManager(device);
    recordedBefore = JniUtils.isGradMode();
    JniUtils.setGradMode(false);
    threadsBefore = JniUtils.getNumThreads();
    if (device.equals(Device.cpu()))
      new ThreadCount(MachineFile.standard(), identity()).get().ifPresent(this::setThreads);
  }

  /**
   * @return number of threads with which the CPU computes
   */
  public int threads() {
    return JniUtils.getNumThreads();
  }

  /**
   * Changes the number of threads with which the CPU computes what this session's thread asks for.
   *
   * @param number number of threads, 1 or more
   */
  public void setThreads(final int number) {
    JniUtils.setNumThreads(number);
  }

  /**
   * @return manager of arrays that exist as long as the session; use sub-managers for other arrays
   */
  public NDManager manager() {
    return manager;
  }

  /**
   * @return device of the session
   */
  public Device device() {
    return manager.getDevice();
  }

  /**
   * @return name of the device as in {@link DeviceChoice}; the name of a GPU has its number
   */
  public String deviceName() {
    final Device device = device();
    return device.isGpu() ? "gpu" + device.getDeviceId() : device.getDeviceType();
  }

  /**
   * @return engine, device and processor, for measurements that are remembered
   */
  public String identity() {
    final String processor =
        device().isGpu()
            ? "compute capability " + CudaUtils.getComputeCapability(device().getDeviceId())
            : ProcessorName.get();
    return "%s %s, %s, %s"
        .formatted(engine.getEngineName(), engine.getVersion(), deviceName(), processor);
  }

  /**
   * @return whether the engine rounds the factors of convolutions to 10 bits of mantissa (TF32), as
   *     PyTorch does on NVIDIA GPUs that can, unless the environment forbids it
   */
  public boolean roundsToTf32() {
    return device().isGpu()
        && CudaUtils.getComputeCapability(device().getDeviceId()).compareTo(FIRST_TF32) >= 0
        && !"0".equals(System.getenv("NVIDIA_TF32_OVERRIDE"));
  }

  /**
   * Starts to record operations for {@link GradientTape#backward}. This method waits while another
   * thread records.
   *
   * @return the recording, to be closed by the caller
   */
  public GradientTape record() {
    return new GradientTape(engine);
  }

  /** Returns memory that the engine has freed to the system, which otherwise keeps it for later. */
  public void trim() {
    AllocatorTuning.trim();
  }

  @Override
  public void close() {
    manager.close();
    JniUtils.setGradMode(recordedBefore);
    if (JniUtils.getNumThreads() != threadsBefore) setThreads(threadsBefore);
    AllocatorTuning.trim();
  }
}
