package sc.fiji.styletransfer.spark.batch;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.deploy.SparkHadoopUtil;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import sc.fiji.styletransfer.StyleTransferException;
import sc.fiji.styletransfer.batch.BatchEntry.Outcome;
import sc.fiji.styletransfer.batch.BatchReport;
import sc.fiji.styletransfer.batch.TransferJob;
import sc.fiji.styletransfer.cli.FormatOption;
import sc.fiji.styletransfer.cli.SettingOptions;
import sc.fiji.styletransfer.job.SettingTexts;
import sc.fiji.styletransfer.network.NetworkWeights;
import sc.fiji.styletransfer.plan.MemoryDemand;
import sc.fiji.styletransfer.settings.Settings;
import sc.fiji.styletransfer.spark.Cluster;
import sc.fiji.styletransfer.spark.NetworkShipment;
import sc.fiji.styletransfer.spark.RemoteFiles;
import sc.fiji.styletransfer.spark.SiteCheck;
import sc.fiji.styletransfer.weights.NetworkChoice;

/**
 * The command {@code stylize-spark batch CONTENTS STYLES -o OUT}, which stylises every content with
 * every style.
 */
@Command(
    name = "batch",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    customSynopsis = "stylize-spark batch CONTENTS STYLES... -o OUT [OPTIONS]",
    description =
        "Stylises every image of CONTENTS with every image of STYLES. Each is a file, a folder or a"
            + " pattern, in any file system that Hadoop opens (file:, hdfs:, s3a:). Keeps results"
            + " that were computed from the same images and settings.")
public final class BatchCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "CONTENTS", description = "Content images.")
  private String contents;

  @Parameters(index = "1..*", arity = "1..*", paramLabel = "STYLES", description = "Style images.")
  private List<String> styles;

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "OUT",
      description = "Folder for the results, which is created if it does not exist.")
  private String output;

  @Mixin private FormatOption format;

  @Option(
      names = "--report",
      paramLabel = "FILE.csv",
      description = "File for the report. Default: report.csv in OUT.")
  private String report;

  @Option(
      names = "--planes",
      description =
          "Shares out the frames or slices of stacks, where they do not depend on each other.")
  private boolean planes;

  @Option(
      names = "--dry-run",
      description =
          "Lists what would be computed, the memory per executor and the time, and computes"
              + " nothing.")
  private boolean dryRun;

  @Mixin private Cluster cluster;

  private BatchCommand() {}

  /**
   * Returns the command with an option for each setting.
   *
   * @return the command
   */
  public static CommandSpec spec() {
    final CommandSpec spec = CommandSpec.forAnnotatedObject(new BatchCommand());
    SettingOptions.addTo(spec);
    return spec;
  }

  @Override
  public Integer call() {
    final SettingTexts settings = settings();
    final RemoteFiles files =
        new RemoteFiles(SparkHadoopUtil.get().newConfiguration(cluster.configuration(0)));
    final Path target = files.qualified(output);
    final JobList list = new JobList(files, target);
    final CostEstimate cost =
        CostEstimate.of(list.of(contents, styles, settings, format.chosen()), settings, files);
    // Executors with different processors would choose different precisions.
    final SettingTexts decided =
        settings.with(Settings.PRECISION.key(), cost.precision().toString());
    final List<TransferJob> jobs = list.of(contents, styles, decided, format.chosen());
    final SparkConf conf = cluster.configuration(cost.bytes());
    if (dryRun) return show(jobs, cost, conf, files);
    Cluster.requireMemory(conf, cost.bytes());
    files.create(target);
    return run(decided, jobs, cost, files, target);
  }

  private int show(
      final List<TransferJob> jobs,
      final CostEstimate cost,
      final SparkConf conf,
      final RemoteFiles files) {
    final PrintWriter out = spec.commandLine().getOut();
    for (final TransferJob job : jobs)
      out.printf(
          "%s + %s -> %s%s%n",
          job.content(),
          job.style(),
          job.output(),
          exists(job, files) ? " (exists; kept if images and settings are the same)" : "");
    out.println(jobs.size() + " results.");
    out.println(cost.text(jobs.size(), Cluster.executors(conf)));
    out.flush();
    return ExitCode.OK;
  }

  private static boolean exists(final TransferJob job, final RemoteFiles files) {
    final Path result = new Path(job.output());
    try {
      return files.exists(result);
    } catch (final IOException e) {
      throw new StyleTransferException(RemoteFiles.reason(result, e), e);
    }
  }

  private int run(
      final SettingTexts settings,
      final List<TransferJob> jobs,
      final CostEstimate cost,
      final RemoteFiles files,
      final Path target) {
    final long begin = System.currentTimeMillis();
    final Ledger ledger = new Ledger(jobs);
    try (JavaSparkContext context = cluster.connect(cost.bytes())) {
      perform(context, SiteCheck.of(context, target, MemoryDemand.FIXED), settings, jobs, ledger);
      files.deleteParts(target, context.sc().applicationId(), begin);
    } catch (final IOException e) {
      throw new StyleTransferException(RemoteFiles.reason(target, e), e);
    } finally {
      write(
          files, report == null ? new Path(target, "report.csv") : files.qualified(report), ledger);
    }
    final BatchReport result = ledger.report();
    spec.commandLine().getOut().print(result.table());
    spec.commandLine().getOut().flush();
    return result.count(Outcome.FAILED) == 0 ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private SettingTexts settings() {
    final SettingTexts settings = SettingOptions.read(spec.commandLine().getParseResult());
    settings.record(); // refuses values that are not allowed before a file is opened
    if (!settings.get(Settings.CHECKPOINT).equals(Settings.CHECKPOINT.fallback()))
      throw new StyleTransferException(
          "A checkpoint file holds one run at a time. Leave out checkpoint; a batch that is started"
              + " again continues with the images that are missing.");
    if (planes) PlaneSharing.require(settings, format.chosen());
    // Without this check, every job would fail for the same reason.
    try (NetworkWeights weights = NetworkChoice.open(settings.get(Settings.NETWORK))) {
      weights.name();
    }
    return settings;
  }

  private void perform(
      final JavaSparkContext context,
      final SiteCheck check,
      final SettingTexts settings,
      final List<TransferJob> jobs,
      final Ledger ledger) {
    try {
      final NetworkShipment network = NetworkShipment.send(context, settings.get(Settings.NETWORK));
      if (planes) new PlaneSharing(context, check, network, this::print).run(jobs, ledger);
      else
        new JobTask(check, network)
            .run(context, ledger.lines(), (index, result) -> print(ledger.enter(index, result)));
    } finally {
      check.end();
    }
  }

  private void print(final String line) {
    spec.commandLine().getErr().println(line);
    spec.commandLine().getErr().flush();
  }

  private void write(final RemoteFiles files, final Path file, final Ledger ledger) {
    try {
      files.publish(
          file,
          "driver-" + ProcessHandle.current().pid(),
          out -> out.write(ledger.csv().getBytes(StandardCharsets.UTF_8)));
    } catch (final IOException e) {
      print(RemoteFiles.reason(file, e));
    }
  }
}
