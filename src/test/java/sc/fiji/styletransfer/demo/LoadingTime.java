package sc.fiji.styletransfer.demo;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sc.fiji.styletransfer.network.Convolution;
import sc.fiji.styletransfer.network.NetworkFingerprint;
import sc.fiji.styletransfer.network.NetworkWeights;
import sc.fiji.styletransfer.network.Vgg19Layer;
import sc.fiji.styletransfer.weights.file.WeightsFile;

/** Loads all layers of a weights file at once and logs the seconds and the peak of memory. */
public final class LoadingTime {

  private static final Logger LOG = LoggerFactory.getLogger(LoadingTime.class);

  private static final double MEGABYTE = 1e6;

  private LoadingTime() {}

  /**
   * Measures each file.
   *
   * @param files weights files
   */
  public static void main(final String[] files) {
    for (final String file : files) load(Path.of(file));
  }

  private static void load(final Path file) {
    System.gc();
    ManagementFactory.getMemoryPoolMXBeans().forEach(MemoryPoolMXBean::resetPeakUsage);
    final long before = peak();
    final long begin = System.nanoTime();
    final long beginOfWork = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    final Map<Vgg19Layer, Convolution> layers = new EnumMap<>(Vgg19Layer.class);
    try (NetworkWeights weights = WeightsFile.open(file)) {
      for (final Vgg19Layer layer : Vgg19Layer.values())
        if (weights.has(layer)) layers.put(layer, weights.read(layer));
      final double seconds = (System.nanoTime() - begin) / 1e9;
      final double work =
          (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - beginOfWork) / 1e9;
      final double peak = (peak() - before) / MEGABYTE;
      final double tensors = bytes(layers) / MEGABYTE;
      LOG.info(
          "{}: {} layers, {} MB in {} s ({} s of processor time), peak {} MB = {} x",
          file.getFileName(),
          layers.size(),
          Math.round(tensors),
          seconds,
          work,
          Math.round(peak),
          peak / tensors);
      final long fingerprintBegin = System.nanoTime();
      LOG.info(
          "fingerprint {} in {} s",
          NetworkFingerprint.of(weights),
          (System.nanoTime() - fingerprintBegin) / 1e9);
    }
  }

  private static long bytes(final Map<Vgg19Layer, Convolution> layers) {
    return layers.values().stream()
        .mapToLong(layer -> 4L * (layer.kernel().length + layer.bias().length))
        .sum();
  }

  /** Returns the peak use of the heap since the last reset. */
  private static long peak() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .mapToLong(pool -> pool.getPeakUsage().getUsed())
        .sum();
  }
}
