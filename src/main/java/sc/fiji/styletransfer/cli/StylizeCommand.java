package sc.fiji.styletransfer.cli;

import ij.ImagePlus;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import sc.fiji.styletransfer.image.file.ImageFileReader;
import sc.fiji.styletransfer.image.file.ImageFileWriter;
import sc.fiji.styletransfer.image.plane.PlaneFile;
import sc.fiji.styletransfer.job.ImageTransfer;
import sc.fiji.styletransfer.job.SettingTexts;
import sc.fiji.styletransfer.job.TransferObserver;

/** {@code stylize CONTENT STYLE... -o OUT}: one image in the style of others. */
@Command(
    name = "stylize",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    synopsisSubcommandLabel = "[COMMAND]",
    description = "Paints CONTENT in the style of STYLE (neural style transfer by optimisation).")
final class StylizeCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  // Not required by the parser, which would then demand them beside a subcommand, too.

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "CONTENT",
      description = "Image to be stylised.")
  private Path content;

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "STYLE",
      description = "Image whose style is taken; of several, the mean.")
  private List<Path> styles = new ArrayList<>();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "OUT",
      description = "File to be written: .png, .jpg or .tif; replaced only when complete.")
  private Path output;

  @Option(
      names = "--log",
      paramLabel = "FILE.csv",
      description = "Writes one row per evaluation: terms of the loss and seconds.")
  private Path log;

  @Mixin private DownloadOption download;

  /** The command with the options of all settings. */
  static CommandSpec spec() {
    final CommandSpec spec = CommandSpec.forAnnotatedObject(new StylizeCommand());
    SettingOptions.addTo(spec);
    return spec;
  }

  @Override
  public Integer call() {
    if (content == null || styles.isEmpty() || output == null)
      throw new ParameterException(
          spec.commandLine(), "Give a content image, a style image, and -o with the output file.");
    final SettingTexts words = SettingOptions.read(spec.commandLine().getParseResult());
    final ImageFileWriter writer = new ImageFileWriter();
    writer.check(output);
    download.heed(words, spec.commandLine().getErr());
    final ImagePlus result = run(words);
    try {
      writer.write(result, output);
    } finally {
      PlaneFile.discard(result);
    }
    return ExitCode.OK;
  }

  private ImagePlus run(final SettingTexts words) {
    final ImageFileReader reader = new ImageFileReader();
    final ImagePlus image = reader.open(content);
    final List<ImagePlus> looks = styles.stream().map(reader::open).toList();
    try (ImageTransfer transfer = new ImageTransfer(words);
        ConsoleProgress console = ConsoleProgress.create(spec.commandLine().getErr());
        LossLog csv = log == null ? null : new LossLog(log)) {
      final TransferObserver observer = csv == null ? console : TransferObserver.both(console, csv);
      return transfer.run(image, looks, observer);
    }
  }
}
