package sc.fiji.styletransfer.spark.cost;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code stylize-spark cost}, which prints the table of docs/spark.md. */
@Command(
    name = "cost",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Prints the seconds of one evaluation of 'stylize-spark image', for clusters of several"
            + " sizes. The defaults were measured with 2 cores per machine (docs/spark.md).")
public final class CostCommand implements Callable<Integer> {

  private static final double[] MEGAPIXELS = {100, 1000};
  private static final int[] MACHINES = {1, 8, 32, 128};
  private static final double[] GIGABITS = {1, 10, 25};

  @Spec private CommandSpec spec;

  @Option(
      names = "--tile-side",
      defaultValue = "1024",
      paramLabel = "PIXELS",
      description = "Side of the tiles. Default: ${DEFAULT-VALUE}.")
  private int tileSide;

  @Option(
      names = "--tile-seconds",
      defaultValue = "15",
      paramLabel = "S",
      description =
          "Both passes over one tile on one of your machines; the log of an executor says it."
              + " Default: ${DEFAULT-VALUE}.")
  private double tileSeconds;

  @Option(
      names = "--job-seconds",
      defaultValue = "0.6",
      paramLabel = "S",
      description = "Spark's time for the two jobs of an evaluation. Default: ${DEFAULT-VALUE}.")
  private double jobSeconds;

  @Option(
      names = "--driver-seconds",
      defaultValue = "0.25",
      paramLabel = "S",
      description = "Time of the driver per megapixel. Default: ${DEFAULT-VALUE}.")
  private double driverSeconds;

  @Override
  public Integer call() {
    final CostModel model = new CostModel(tileSide, 96, tileSeconds, jobSeconds, driverSeconds);
    final PrintWriter out = spec.commandLine().getOut();
    out.println("| image | machines | computing | at 1 Gb/s | at 10 Gb/s | at 25 Gb/s |");
    out.println("|---|---|---|---|---|---|");
    for (final double megapixels : MEGAPIXELS)
      for (final int machines : MACHINES) out.println(row(model, megapixels, machines));
    out.flush();
    return ExitCode.OK;
  }

  private static String row(final CostModel model, final double megapixels, final int machines) {
    final StringBuilder row = new StringBuilder();
    row.append(
        String.format(
            Locale.ROOT,
            "| %.0f megapixels | %d | %.0f s |",
            megapixels,
            machines,
            model.evaluation(megapixels, machines, 1).compute()));
    for (final double gigabits : GIGABITS)
      row.append(
          String.format(
              Locale.ROOT, " %.0f s |", model.evaluation(megapixels, machines, gigabits).total()));
    return row.toString();
  }
}
