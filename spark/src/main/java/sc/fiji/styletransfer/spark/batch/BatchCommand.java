package sc.fiji.styletransfer.spark.batch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.deploy.SparkHadoopUtil;
import org.apache.spark.util.SerializableConfiguration;
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
import sc.fiji.styletransfer.cli.SettingOptions;
import sc.fiji.styletransfer.image.write.ImageFileFormat;
import sc.fiji.styletransfer.job.SettingTexts;
import sc.fiji.styletransfer.network.NetworkWeights;
import sc.fiji.styletransfer.settings.Settings;
import sc.fiji.styletransfer.spark.Cluster;
import sc.fiji.styletransfer.spark.NetworkShipment;
import sc.fiji.styletransfer.spark.RemoteFiles;
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

  @Option(
      names = "--format",
      defaultValue = "tiff",
      paramLabel = "FORMAT",
      description =
          "File format of the results: tiff stores stacks and all bit depths, png and jpeg store"
              + " one plane. Default: ${DEFAULT-VALUE}.")
  private ImageFileFormat format;

  @Option(
      names = "--report",
      paramLabel = "FILE.csv",
      description = "File for the report. Default: report.csv in OUT.")
  private String report;

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
    final long begin = System.currentTimeMillis();
    final RemoteFiles files =
        new RemoteFiles(SparkHadoopUtil.get().newConfiguration(cluster.configuration(0)));
    final Path target = files.qualified(output);
    final List<TransferJob> jobs =
        new JobList(files, target).of(contents, styles, settings, format);
    files.create(target);
    final Ledger ledger = new Ledger(jobs);
    try (JavaSparkContext context = cluster.connect(2L << 30)) {
      perform(context, settings, jobs, ledger);
      files.deleteParts(target, begin);
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
    // Without this check, every job would fail for the same reason.
    try (NetworkWeights weights = NetworkChoice.open(settings.get(Settings.NETWORK))) {
      weights.name();
    }
    return settings;
  }

  private void perform(
      final JavaSparkContext context,
      final SettingTexts settings,
      final List<TransferJob> jobs,
      final Ledger ledger) {
    final NetworkShipment network = NetworkShipment.send(context, settings.get(Settings.NETWORK));
    final var hadoop =
        context.broadcast(new SerializableConfiguration(context.hadoopConfiguration()));
    new JobTask(hadoop, network)
        .run(
            context,
            jobs.stream().map(TransferJob::toJson).toList(),
            (index, result) -> print(ledger.enter(index, result)));
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
