package sc.fiji.styletransfer.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import sc.fiji.styletransfer.measure.GradientBenchmark;
import sc.fiji.styletransfer.network.NetworkWeights;
import sc.fiji.styletransfer.settings.Settings;
import sc.fiji.styletransfer.tensor.DeviceChoice;
import sc.fiji.styletransfer.weights.NetworkChoice;

/** The command {@code stylize bench}, which measures speed and memory of this computer. */
@Command(
    name = "bench",
    subcommands = RaceCommand.class,
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Measures the time of a gradient, the rate of a matrix product, and the peak memory.")
final class BenchCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--sides",
      split = ",",
      defaultValue = "256,512",
      paramLabel = "PIXELS",
      description = "Sides of the square pictures. Default: ${DEFAULT-VALUE}.")
  private List<Integer> sides;

  @Option(
      names = "--tiles",
      split = ",",
      defaultValue = "0,256",
      paramLabel = "PIXELS",
      description =
          "Sides of the tiles; 0 evaluates the whole picture at once. Default: ${DEFAULT-VALUE}.")
  private List<Integer> tiles;

  @Option(
      names = "--repetitions",
      defaultValue = "3",
      description =
          "Number of measurements, of which the fastest counts. Default: ${DEFAULT-VALUE}.")
  private int repetitions;

  @Option(
      names = "--device",
      defaultValue = "auto",
      scope = ScopeType.INHERIT,
      description = "Device to measure. Default: ${DEFAULT-VALUE}.")
  private String device;

  @Option(
      names = "--precision",
      defaultValue = "single",
      description =
          "Arithmetic of the network, single or mixed. The matrix product always uses single."
              + " Default: ${DEFAULT-VALUE}.")
  private String precision;

  @Option(
      names = "--network",
      defaultValue = "builtin",
      description =
          "Weights of the network, which do not change the speed. Default: ${DEFAULT-VALUE}.")
  private String network;

  @Override
  public Integer call() {
    final PrintWriter out = spec.commandLine().getOut();
    try (NetworkWeights weights = NetworkChoice.open(network);
        GradientBenchmark benchmark =
            new GradientBenchmark(weights, device(), Settings.PRECISION.parse(precision))) {
      out.printf(
          Locale.ROOT,
          "%s, %s, %d processors, Java %s, device %s%n",
          System.getProperty("os.name"),
          System.getProperty("os.arch"),
          Runtime.getRuntime().availableProcessors(),
          System.getProperty("java.version"),
          benchmark.device());
      out.println("side,tile,seconds,GFLOP/s,matrix GFLOP/s,share,peak MB of the process or GPU");
      for (final int side : sides)
        for (final int tile : tiles) if (tile < side) report(benchmark, side, tile);
    }
    return ExitCode.OK;
  }

  /** Returns the device, which the race uses as well. */
  DeviceChoice device() {
    return new DeviceChoice(device);
  }

  /** Measures the matrix product before and after, because other programs may use the computer. */
  private void report(final GradientBenchmark benchmark, final int side, final int tile) {
    final double before = benchmark.matrixRate();
    final GradientBenchmark.Gradient gradient = benchmark.gradient(side, tile, repetitions);
    final double rate = Math.max(before, benchmark.matrixRate());
    final OptionalLong peak = gradient.peakBytes();
    spec.commandLine()
        .getOut()
        .printf(
            Locale.ROOT,
            "%d,%d,%.4f,%.0f,%.0f,%.2f,%s%n",
            side,
            tile,
            gradient.seconds(),
            gradient.rate() / 1e9,
            rate / 1e9,
            gradient.rate() / rate,
            peak.isPresent() ? String.valueOf(peak.getAsLong() >> 20) : "unknown");
    spec.commandLine().getOut().flush();
  }
}
