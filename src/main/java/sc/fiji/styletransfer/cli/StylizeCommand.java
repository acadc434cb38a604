package sc.fiji.styletransfer.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import net.imglib2.img.Img;
import net.imglib2.type.numeric.real.FloatType;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import sc.fiji.styletransfer.image.ImageFileReader;
import sc.fiji.styletransfer.image.ImageFileWriter;
import sc.fiji.styletransfer.image.RgbPicture;
import sc.fiji.styletransfer.transfer.ProgressListener;
import sc.fiji.styletransfer.transfer.Settings;
import sc.fiji.styletransfer.transfer.StyleTransfer;
import sc.fiji.styletransfer.transfer.TransferInputs;
import sc.fiji.styletransfer.transfer.TransferResult;
import sc.fiji.styletransfer.transfer.TransferSettings;
import sc.fiji.styletransfer.weights.NetworkChoice;

/** {@code stylize CONTENT STYLE... -o OUT}: one image in the style of others. */
@Command(
    name = "stylize",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Paints CONTENT in the style of STYLE (neural style transfer by optimisation).")
final class StylizeCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "CONTENT", description = "Image to be stylised.")
  private Path content;

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "STYLE",
      description = "Image whose style is taken; of several, the mean.")
  private List<Path> styles;

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "OUT",
      description = "File to be written: .png, .jpg or .tif; replaced only when complete.")
  private Path output;

  @Option(
      names = "--log",
      paramLabel = "FILE.csv",
      description = "Writes one row per evaluation: terms of the loss and seconds.")
  private Path log;

  /** The command with the options of all settings. */
  static CommandSpec spec() {
    final CommandSpec spec = CommandSpec.forAnnotatedObject(new StylizeCommand());
    SettingOptions.addTo(spec);
    return spec;
  }

  @Override
  public Integer call() {
    final TransferSettings settings = SettingOptions.read(spec.commandLine().getParseResult());
    final ImageFileWriter writer = new ImageFileWriter();
    writer.check(output);
    final TransferInputs inputs = inputs(settings);
    final TransferResult result = run(inputs, settings);
    writer.write(RgbPicture.toImage(output.getFileName().toString(), result.picture()), output);
    return 0;
  }

  private TransferInputs inputs(final TransferSettings settings) {
    final List<Img<FloatType>> pictures = new ArrayList<>();
    for (final Path style : styles) pictures.add(picture(style));
    return new TransferInputs(picture(content), pictures, start(settings));
  }

  private static Optional<Img<FloatType>> start(final TransferSettings settings) {
    return settings.get(Settings.INIT).isFile()
        ? Optional.of(picture(settings.get(Settings.INIT).file()))
        : Optional.empty();
  }

  private static Img<FloatType> picture(final Path file) {
    return RgbPicture.asDisplayed(new ImageFileReader().open(file));
  }

  private TransferResult run(final TransferInputs inputs, final TransferSettings settings) {
    final PrintWriter err = spec.commandLine().getErr();
    try (StyleTransfer transfer =
            new StyleTransfer(
                NetworkChoice.open(settings.get(Settings.NETWORK)), settings.get(Settings.DEVICE));
        ConsoleProgress console = ConsoleProgress.create(err);
        LossLog csv = log == null ? null : new LossLog(log)) {
      final ProgressListener both =
          progress -> {
            console.evaluated(progress);
            if (csv != null) csv.evaluated(progress);
          };
      return transfer.run(inputs, settings, both);
    }
  }
}
