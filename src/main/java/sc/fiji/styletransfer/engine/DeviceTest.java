package sc.fiji.styletransfer.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import sc.fiji.styletransfer.measure.GradientBenchmark;
import sc.fiji.styletransfer.network.NetworkWeights;
import sc.fiji.styletransfer.settings.PrecisionChoice;
import sc.fiji.styletransfer.tensor.DeviceChoice;
import sc.fiji.styletransfer.tensor.TensorEngine;
import sc.fiji.styletransfer.weights.NetworkChoice;

/** A short measurement of each device. */
public final class DeviceTest {

  private static final List<Integer> SIDES = List.of(256, 512);

  /** Seconds after which a device is not measured any longer. */
  private static final double LONGEST = 10;

  private DeviceTest() {}

  /**
   * Measures gradients of the loss on each device, in the precision that {@code auto} chooses.
   *
   * @return one line for each device
   */
  public static List<String> lines() {
    final List<String> lines = new ArrayList<>();
    try (NetworkWeights weights = NetworkChoice.open("builtin")) {
      for (final String device : TensorEngine.start().devices()) lines.add(line(weights, device));
    }
    return lines;
  }

  private static String line(final NetworkWeights weights, final String device) {
    final long begin = System.nanoTime();
    final StringBuilder line = new StringBuilder();
    try (GradientBenchmark benchmark =
        new GradientBenchmark(weights, new DeviceChoice(device), PrecisionChoice.AUTO)) {
      line.append("%s, %s precision: ".formatted(device, benchmark.precision()));
      for (final int side : SIDES)
        if ((System.nanoTime() - begin) / 1e9 < LONGEST / 2)
          line.append(
              String.format(
                  Locale.ROOT,
                  "gradient at %d pixels %.3f s; ",
                  side,
                  benchmark.gradient(side, 0, 3).seconds()));
      line.append(
          String.format(Locale.ROOT, "matrix product %.0f GFLOP/s", benchmark.matrixRate() / 1e9));
    }
    return line.toString();
  }
}
