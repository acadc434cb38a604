package sc.fiji.styletransfer.tensor;

import ai.djl.Device;
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

  private DeviceMemory() {}

  /**
   * @param device where to compute
   * @return what is free there: of a GPU's own memory, else of the machine's, or of the container's
   *     if this process runs in one with a limit
   */
  public static long available(final Device device) {
    if (!device.isGpu()) return host();
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
        .anyMatch(message -> message.contains("memory") || message.contains("bad_alloc"));
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
