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
import sc.fiji.styletransfer.image.plane.PlaneFile;
import sc.fiji.styletransfer.image.read.ImageFileReader;
import sc.fiji.styletransfer.job.ImageTransfer;
import sc.fiji.styletransfer.job.InputFiles;
import sc.fiji.styletransfer.job.ResultFile;
import sc.fiji.styletransfer.job.SettingTexts;
import sc.fiji.styletransfer.job.TransferObserver;

/** The command {@code stylize CONTENT STYLE... -o OUT}, which stylises one image. */
@Command(
    name = "stylize",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    customSynopsis = {
      "stylize CONTENT STYLE... -o OUT [OPTIONS]",
      "stylize batch|bench|judge|weights ..."
    },
    description =
        "Stylises the image CONTENT with the style of the image STYLE (neural style transfer by"
            + " optimisation). Write -- before names that begin with a hyphen.")
final class StylizeCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  // The parser requires no parameters, because it would require them of subcommands as well.

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "CONTENT",
      description = "Image to stylise.")
  private Path content;

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "STYLE",
      description = "Style image. Several style images are averaged.")
  private List<Path> styles = new ArrayList<>();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "OUT",
      description = "File for the result, which ends in .png, .jpg or .tif.")
  private Path output;

  @Option(
      names = "--log",
      paramLabel = "FILE.csv",
      description = "Writes the loss and the time of each evaluation to a CSV file.")
  private Path log;

  @Mixin private DownloadOption download;

  /** Returns the command with an option for each setting. */
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
    final SettingTexts settings = SettingOptions.read(spec.commandLine().getParseResult());
    settings.record(); // refuses values that are not allowed before a file is opened
    final ResultFile target = target(settings);
    download.fetch(settings, spec.commandLine().getErr());
    final ImagePlus result = run(settings, target);
    try {
      target.write(result);
      ImageTransfer.deleteCheckpoints(settings);
    } finally {
      PlaneFile.discard(result);
    }
    return ExitCode.OK;
  }

  private ResultFile target(final SettingTexts settings) {
    InputFiles inputs = InputFiles.of(settings).with("content image", content);
    inputs = inputs.with("style image", styles);
    final ResultFile target = new ResultFile(output, inputs);
    target.check();
    if (log != null) inputs.with("result", output).requireNone("log", log);
    return target;
  }

  private ImagePlus run(final SettingTexts settings, final ResultFile target) {
    final ImageFileReader reader = new ImageFileReader();
    final ImagePlus image = reader.open(content);
    target.check(image, settings);
    final List<ImagePlus> styleImages = styles.stream().map(reader::open).toList();
    try (ImageTransfer transfer = new ImageTransfer(settings);
        ConsoleProgress console =
            ConsoleProgress.create(spec.commandLine().getErr(), ConsoleProgress.LINES_OF_RUN);
        LossLog csv = log == null ? null : new LossLog(log)) {
      final TransferObserver observer = csv == null ? console : TransferObserver.both(console, csv);
      return transfer.run(image, styleImages, observer);
    }
  }
}
