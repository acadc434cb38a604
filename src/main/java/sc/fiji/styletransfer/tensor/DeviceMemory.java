package sc.fiji.styletransfer.tensor;

import ai.djl.Device;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.util.cuda.CudaUtils;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import sc.fiji.styletransfer.StyleTransferException;

/** Measures the memory of a device, in bytes. */
public final class DeviceMemory {

  private static final Path MEMORY_INFO = Path.of("/proc/meminfo");
  private static final Path PROCESS_STATUS = Path.of("/proc/self/status");

  /** Parts of the error messages of the engine's allocators, of C++ and of NVIDIA's libraries. */
  private static final List<String> OUT_OF_MEMORY =
      List.of(
          "out of memory",
          "allocate memory",
          "not enough memory",
          "buffer memory",
          "bad_alloc",
          "ALLOC_FAILED",
          "ALLOCATION_FAILED");

  private DeviceMemory() {}

  /**
   * Returns the free memory of a device.
   *
   * @param device the device
   * @return free memory of the GPU; for other devices of the machine, or of the container if this
   *     process runs in a container with a limit
   */
  public static long available(final Device device) {
    if (!device.isGpu()) return host();
    // The engine keeps freed memory for later tensors, which the driver does not count as free.
    JniUtils.emptyCudaCache();
    final MemoryUsage usage = CudaUtils.getGpuMemory(device);
    return usage.getMax() - usage.getCommitted();
  }

  /**
   * @param failure exception of an operation of the engine
   * @return whether the message of the exception, or of one of its causes, reports that memory ran
   *     out
   */
  public static boolean ranOut(final Throwable failure) {
    return Stream.iterate(failure, java.util.Objects::nonNull, Throwable::getCause)
        .map(cause -> String.valueOf(cause.getMessage()))
        .anyMatch(message -> OUT_OF_MEMORY.stream().anyMatch(message::contains));
  }

  private static long host() {
    final var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    // The total includes a container's limit. MemAvailable includes the caches that Linux can free.
    final long free = system.getFreeMemorySize();
    final long total = system.getTotalMemorySize();
    return kilobytes(MEMORY_INFO, "MemAvailable:").stream()
        .map(all -> Math.min(all, total))
        .findFirst()
        .orElse(free);
  }

  /**
   * Returns the peak of the memory in use.
   *
   * @param device the device
   * @return for a GPU the memory that all processes hold, which is the peak since the last call of
   *     {@link #available}, because the engine does not return memory by itself; for other devices
   *     the peak of this process, if the system reports it
   */
  public static OptionalLong peak(final Device device) {
    return device.isGpu()
        ? OptionalLong.of(CudaUtils.getGpuMemory(device).getCommitted())
        : peakOfProcess();
  }

  /**
   * @return the peak of the memory of this process in bytes, if the system reports it
   */
  public static OptionalLong peakOfProcess() {
    return kilobytes(PROCESS_STATUS, "VmHWM:");
  }

  private static OptionalLong kilobytes(final Path file, final String name) {
    if (!Files.isReadable(file)) return OptionalLong.empty();
    try {
      final List<String> lines = Files.readAllLines(file);
      return lines.stream()
          .filter(line -> line.startsWith(name))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
          .findFirst();
    } catch (final IOException e) {
      throw new StyleTransferException(
          "The free memory of this machine cannot be read. Set the option memory, for example to"
              + " 4G.",
          e);
    }
  }
}
