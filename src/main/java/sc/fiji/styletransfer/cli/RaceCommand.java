package sc.fiji.styletransfer.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import sc.fiji.styletransfer.image.RgbPicture;
import sc.fiji.styletransfer.measure.LossRace;
import sc.fiji.styletransfer.settings.PrecisionChoice;
import sc.fiji.styletransfer.settings.Preset;
import sc.fiji.styletransfer.settings.Settings;
import sc.fiji.styletransfer.settings.TransferSettings;
import sc.fiji.styletransfer.transfer.StyleTransfer;
import sc.fiji.styletransfer.transfer.TransferInputs;
import sc.fiji.styletransfer.weights.NetworkChoice;

/** The command {@code stylize bench race CONTENT STYLE}, which measures the time to a loss. */
@Command(
    name = "race",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Minimises the loss of the preset gatys, and then again with other settings until the loss"
            + " is as low. Prints the time of both runs.")
final class RaceCommand implements Callable<Integer> {

  /** With mixed precision the loss is off by about 0.01 percent, which must not decide the race. */
  private static final double MARGIN = 0.998;

  private static final String CHALLENGER = "challenger";

  @Spec private CommandSpec spec;

  @ParentCommand private BenchCommand bench;

  @Parameters(index = "0", paramLabel = "CONTENT", description = "Image to stylise.")
  private Path content;

  @Parameters(index = "1", paramLabel = "STYLE", description = "Style image.")
  private Path style;

  @Option(
      names = "--size",
      defaultValue = "512",
      description = "Long side in pixels. Default: ${DEFAULT-VALUE}.")
  private int size;

  @Option(
      names = "--evaluations",
      defaultValue = "500",
      description =
          "Number of evaluations of gatys, whose final loss the other run has to reach. Default:"
              + " ${DEFAULT-VALUE}.")
  private int evaluations;

  @Option(
      names = "--with",
      paramLabel = "NAME=VALUE",
      description = "Setting of the second run, such as precision=mixed. Can be repeated.")
  private Map<String, String> changes = Map.of();

  @Option(
      names = "--loss",
      defaultValue = "0",
      description = "Loss to reach. Default: the final loss of a run of gatys.")
  private double loss;

  @Option(
      names = "--network",
      defaultValue = NetworkChoice.BUILTIN,
      description = "Weights of the network. Default: ${DEFAULT-VALUE}.")
  private String network;

  @Override
  public Integer call() {
    try (StyleTransfer transfer = new StyleTransfer(NetworkChoice.open(network), bench.device())) {
      final LossRace race =
          new LossRace(
              transfer, TransferInputs.of(RgbPicture.inFile(content), RgbPicture.inFile(style)));
      final TransferSettings.Builder challenger = settings();
      changes.forEach(challenger::parse);
      final TransferSettings fast = challenger.build();
      print("run", "evaluations", "work", "seconds", "loss");
      if (loss > 0) report(CHALLENGER, race.run(fast, loss));
      else {
        final LossRace.Lap first =
            race.run(settings().set(Settings.ITERATIONS, evaluations).build(), 0);
        report(Preset.GATYS.toString(), first);
        final LossRace.Lap second = race.run(fast, MARGIN * first.loss());
        report(CHALLENGER, second);
        print(
            "ratio of seconds",
            String.format(Locale.ROOT, "%.3f", second.seconds() / first.seconds()));
      }
    }
    return ExitCode.OK;
  }

  private TransferSettings.Builder settings() {
    return TransferSettings.builder()
        .set(Settings.PRESET, Preset.GATYS)
        .set(Settings.PRECISION, PrecisionChoice.SINGLE)
        .set(Settings.SIZE, size);
  }

  private void report(final String name, final LossRace.Lap lap) {
    print(
        name,
        String.valueOf(lap.evaluations()),
        String.format(Locale.ROOT, "%.1f", lap.work()),
        String.format(Locale.ROOT, "%.1f", lap.seconds()),
        String.format(Locale.ROOT, "%.4g", lap.loss()));
  }

  private void print(final String... cells) {
    final PrintWriter out = spec.commandLine().getOut();
    out.println(String.join(",", cells));
    out.flush();
  }
}
