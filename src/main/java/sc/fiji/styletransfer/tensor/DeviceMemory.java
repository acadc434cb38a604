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

/** How much memory a device has left for computing, in bytes. */
public final class DeviceMemory {

  private static final Path MEMORY_INFO = Path.of("/proc/meminfo");
  private static final Path PROCESS_STATUS = Path.of("/proc/self/status");

  /** Words of the engine's allocators, of C++, and of NVIDIA's libraries. */
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
   * @param device where to compute
   * @return what is free there: of a GPU's own memory, else of the machine's, or of the container's
   *     if this process runs in one with a limit
   */
  public static long available(final Device device) {
    if (!device.isGpu()) return host();
    // What the engine keeps for later tensors is free, too, but only the engine knows.
    JniUtils.emptyCudaCache();
    final MemoryUsage usage = CudaUtils.getGpuMemory(device);
    return usage.getMax() - usage.getCommitted();
  }

  /**
   * @param failure of an operation of the engine
   * @return whether it, or what caused it, says that memory ran out
   */
  public static boolean ranOut(final Throwable failure) {
    return Stream.iterate(failure, java.util.Objects::nonNull, Throwable::getCause)
        .map(cause -> String.valueOf(cause.getMessage()))
        .anyMatch(message -> OUT_OF_MEMORY.stream().anyMatch(message::contains));
  }

  private static long host() {
    final var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    // The virtual machine knows a container's limit; only Linux tells what its caches would give.
    final long free = system.getFreeMemorySize();
    final long total = system.getTotalMemorySize();
    return kilobytes(MEMORY_INFO, "MemAvailable:").stream()
        .map(all -> Math.min(all, total))
        .findFirst()
        .orElse(free);
  }

  /**
   * @param device where is computed
   * @return the most memory that was held there so far, in bytes, where that can be told: of the
   *     machine's by this process, of a GPU's since {@link #available} was asked, by all processes;
   *     the engine gives nothing back by itself
   */
  public static OptionalLong peak(final Device device) {
    return device.isGpu()
        ? OptionalLong.of(CudaUtils.getGpuMemory(device).getCommitted())
        : peakOfProcess();
  }

  /**
   * @return the most memory of the machine that this process ever held, in bytes, where the system
   *     tells
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
          "The memory of this machine cannot be read; say --memory yourself, for example 4G.", e);
    }
  }
}
