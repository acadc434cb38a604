package sc.fiji.styletransfer.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import sc.fiji.styletransfer.batch.BatchEntry;
import sc.fiji.styletransfer.batch.BatchObserver;
import sc.fiji.styletransfer.batch.BatchReport;
import sc.fiji.styletransfer.batch.BatchSettings;
import sc.fiji.styletransfer.batch.FolderBatch;
import sc.fiji.styletransfer.image.file.ImageFileFormat;
import sc.fiji.styletransfer.job.SettingTexts;
import sc.fiji.styletransfer.transfer.Progress;

/** {@code stylize batch FOLDER STYLE... -o OUTFOLDER}: every image of a folder in every style. */
@Command(
    name = "batch",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Stylises every image of FOLDER in every STYLE. A result that is there already is"
            + " left, unless it was made by other settings.")
final class BatchCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "FOLDER", description = "Folder with images.")
  private Path folder;

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "STYLE",
      description = "Image whose style is taken, or a folder of such images.")
  private List<Path> styles;

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "OUTFOLDER",
      description = "Folder for the results, made if it is missing.")
  private Path output;

  @Option(
      names = "--format",
      defaultValue = "tiff",
      paramLabel = "FORMAT",
      description = "tiff (keeps everything), png or jpeg. Default: ${DEFAULT-VALUE}.")
  private ImageFileFormat format;

  @Option(
      names = "--processes",
      defaultValue = "1",
      paramLabel = "N",
      description =
          "Processes of this machine that share the images, its threads and its memory. Default:"
              + " ${DEFAULT-VALUE}.")
  private String processes;

  @Mixin private DownloadOption download;

  /** The command with the options of all settings. */
  static CommandSpec spec() {
    final CommandSpec spec = CommandSpec.forAnnotatedObject(new BatchCommand());
    SettingOptions.addTo(spec);
    return spec;
  }

  @Override
  public Integer call() {
    final SettingTexts words =
        SettingOptions.read(spec.commandLine().getParseResult())
            .with(BatchSettings.PROCESSES.key(), processes);
    download.heed(words, err());
    final BatchReport report;
    try (ConsoleProgress console = ConsoleProgress.create(err())) {
      final FolderBatch batch = new FolderBatch(words, format, output, new Lines(console));
      report = batch.run(folder, styles);
    }
    spec.commandLine().getOut().print(report.table());
    spec.commandLine().getOut().flush();
    return report.count(BatchEntry.Outcome.FAILED) == 0 ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private PrintWriter err() {
    return spec.commandLine().getErr();
  }

  /** Writes a line for every image between the lines of its run. */
  private final class Lines implements BatchObserver {

    private final ConsoleProgress console;

    Lines(final ConsoleProgress console) {
      this.console = console;
    }

    @Override
    public void jobBegins(final String name, final int index, final int count) {
      err().printf("%d of %d: %s%n", index + 1, count, name);
      err().flush();
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
