package sc.fiji.styletransfer.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import sc.fiji.styletransfer.StyleTransferException;
import sc.fiji.styletransfer.batch.BatchEntry;
import sc.fiji.styletransfer.batch.BatchObserver;
import sc.fiji.styletransfer.batch.BatchReport;
import sc.fiji.styletransfer.batch.BatchSettings;
import sc.fiji.styletransfer.batch.FolderBatch;
import sc.fiji.styletransfer.job.SettingTexts;
import sc.fiji.styletransfer.transfer.Progress;

/**
 * The command {@code stylize batch FOLDER STYLE... -o OUTFOLDER}, which stylises every image of a
 * folder with every style.
 */
@Command(
    name = "batch",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    customSynopsis = "stylize batch FOLDER STYLE... -o OUTFOLDER [OPTIONS]",
    description =
        "Stylises every image of FOLDER with every STYLE. Keeps results that were computed from the"
            + " same images and settings. Writes a table of all results to the standard output.")
final class BatchCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "FOLDER", description = "Folder with the content images.")
  private Path folder;

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "STYLE",
      description = "Style image, or a folder of style images.")
  private List<Path> styles;

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "OUTFOLDER",
      description = "Folder for the results, which is created if it does not exist.")
  private Path output;

  @Mixin private FormatOption format;

  @Option(
      names = "--processes",
      defaultValue = "1",
      paramLabel = "N",
      description =
          "Number of processes that stylise images at the same time and share the computer's"
              + " processors and memory. Default: ${DEFAULT-VALUE}.")
  private String processes;

  @Mixin private DownloadOption download;

  private final Interruption interruption;

  private BatchCommand(final Interruption interruption) {
    this.interruption = interruption;
  }

  /**
   * Returns the command with an option for each setting.
   *
   * @param interruption prints the report if a signal interrupts the batch
   */
  static CommandSpec spec(final Interruption interruption) {
    final CommandSpec spec = CommandSpec.forAnnotatedObject(new BatchCommand(interruption));
    SettingOptions.addTo(spec);
    return spec;
  }

  @Override
  public Integer call() {
    final SettingTexts settings =
        SettingOptions.read(spec.commandLine().getParseResult())
            .with(BatchSettings.PROCESSES.key(), processes);
    settings.record(); // refuses values that are not allowed before a download
    download.fetch(settings, err());
    final BatchReport report;
    try {
      report = perform(settings);
    } finally {
      // Also a batch that an error ended has its report.
      interruption.run();
    }
    return report.count(BatchEntry.Outcome.FAILED) == 0 ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private BatchReport perform(final SettingTexts settings) {
    try (ConsoleProgress console = ConsoleProgress.create(err(), ConsoleProgress.LINES_OF_JOB)) {
      final FolderBatch batch =
          new FolderBatch(settings, format.chosen(), output, new Lines(console));
      interruption.onSignal(() -> batch.report().ifPresent(this::print));
      return batch.run(folder, styles);
    }
  }

  private void print(final BatchReport report) {
    final PrintWriter out = spec.commandLine().getOut();
    out.print(report.table());
    if (!out.checkError()) return;
    // The standard output may be a file on a full disk.
    err().print(report.table());
    err().flush();
    throw new StyleTransferException(
        "The report could not be written to the standard output, so it went to the standard error."
            + " The results themselves are complete.");
  }

  private PrintWriter err() {
    return spec.commandLine().getErr();
  }

  /** Writes a line before and after the progress of each image. */
  private final class Lines implements BatchObserver {

    private final ConsoleProgress console;

    Lines(final ConsoleProgress console) {
      this.console = console;
    }

    @Override
    public void jobBegins(final String name, final int index, final int count) {
      err().printf(Locale.ROOT, "%d of %d: %s%n", index + 1, count, name);
      err().flush();
    }

    @Override
    public void planeBegins(final int index, final int count) {
      console.planeBegins(index, count);
    }

    @Override
    public void evaluated(final Progress progress) {
      console.evaluated(progress);
    }

    @Override
    public void jobEnded(final BatchEntry entry) {
      err().printf("%s: %s %s%n", entry.output().getFileName(), entry.outcome(), entry.note());
      err().flush();
    }
  }
}
