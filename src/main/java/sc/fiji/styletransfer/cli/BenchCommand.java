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
import sc.fiji.styletransfer.machine.ProcessorName;
import sc.fiji.styletransfer.measure.DrawnPictures;
import sc.fiji.styletransfer.measure.GradientBenchmark;
import sc.fiji.styletransfer.measure.LossRace;
import sc.fiji.styletransfer.network.NetworkWeights;
import sc.fiji.styletransfer.settings.Settings;
import sc.fiji.styletransfer.settings.TransferSettings;
import sc.fiji.styletransfer.tensor.DeviceChoice;
import sc.fiji.styletransfer.transfer.StyleTransfer;
import sc.fiji.styletransfer.weights.NetworkChoice;

/** The command {@code stylize bench}, which measures speed and memory of this computer. */
@Command(
    name = "bench",
    subcommands = RaceCommand.class,
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Measures this computer and prints a table to share: gradients, their share of the rate of"
            + " a matrix product, the peak of the memory, and a run of the default preset.")
final class BenchCommand implements Callable<Integer> {

  private static final int RUN = 512;

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
      defaultValue = "5",
      description =
          "Number of measurements, of which the median counts. Default: ${DEFAULT-VALUE}.")
  private int repetitions;

  @Option(
      names = "--device",
      defaultValue = "auto",
      scope = ScopeType.INHERIT,
      description = "Device to measure. Default: ${DEFAULT-VALUE}.")
  private String device;

  @Option(
      names = "--precision",
      defaultValue = "auto",
      description = "Arithmetic of the network: auto, single or mixed. Default: ${DEFAULT-VALUE}.")
  private String precision;

  @Option(
      names = "--network",
      defaultValue = "builtin",
      description =
          "Network to measure; builtin is narrower than VGG19 and faster. Default:"
              + " ${DEFAULT-VALUE}.")
  private String network;

  @Option(
      names = "--without-run",
      description = "Leaves out the run of the default preset at 512 pixels.")
  private boolean withoutRun;

  @Override
  public Integer call() {
    try (GradientBenchmark benchmark = benchmark()) {
      print(
          "machine: %s, %s, %s, Java %s"
              .formatted(
                  ProcessorName.get(),
                  System.getProperty("os.name"),
                  System.getProperty("os.arch"),
                  System.getProperty("java.version")));
      print("device: " + benchmark.device());
      print("engine: " + benchmark.engine());
      print(
          String.format(
              Locale.ROOT,
              "precision: %s, matrix product %.0f GFLOP/s",
              benchmark.precision(),
              benchmark.matrixRate() / 1e9));
      print("");
      print("| side | tile | seconds (spread) | GFLOP/s | share | peak MB |");
      print("|---|---|---|---|---|---|");
      for (final int side : sides)
        for (final int tile : tiles) if (tile < side) report(benchmark, side, tile);
    }
    if (!withoutRun) print(defaultRun());
    return ExitCode.OK;
  }

  private GradientBenchmark benchmark() {
    try (NetworkWeights weights = NetworkChoice.open(network)) {
      return new GradientBenchmark(weights, device(), Settings.PRECISION.parse(precision));
    }
  }

  /** Measures the default preset with two drawn pictures, whose contents do not matter. */
  private String defaultRun() {
    final TransferSettings settings =
        TransferSettings.builder().parse("precision", precision).set(Settings.SIZE, RUN).build();
    try (StyleTransfer transfer = new StyleTransfer(NetworkChoice.open(network), device())) {
      final LossRace.Lap lap = new LossRace(transfer, DrawnPictures.inputs(RUN)).run(settings, 0);
      return String.format(
          Locale.ROOT,
          "%ndefault preset, %d x %d pixels: %.1f s for %d evaluations",
          RUN,
          DrawnPictures.height(RUN),
          lap.seconds(),
          lap.evaluations());
    }
  }

  /** Returns the device, which the race uses as well. */
  DeviceChoice device() {
    return new DeviceChoice(device);
  }

  private void report(final GradientBenchmark benchmark, final int side, final int tile) {
    final GradientBenchmark.Gradient gradient = benchmark.gradient(side, tile, repetitions);
    final OptionalLong peak = gradient.peakBytes();
    print(
        String.format(
            Locale.ROOT,
            "| %d | %s | %.4f (%.4f to %.4f) | %.0f | %.2f | %s |",
            side,
            tile == 0 ? "whole" : String.valueOf(tile),
            gradient.seconds(),
            gradient.fastest(),
            gradient.slowest(),
            gradient.rate() / 1e9,
            gradient.rate() / benchmark.matrixRate(),
            peak.isPresent() ? String.valueOf(peak.getAsLong() >> 20) : "unknown"));
  }

  private void print(final String line) {
    final PrintWriter out = spec.commandLine().getOut();
    out.println(line);
    out.flush();
  }
}
