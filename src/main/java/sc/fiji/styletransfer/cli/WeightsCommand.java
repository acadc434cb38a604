package sc.fiji.styletransfer.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import sc.fiji.styletransfer.fetch.NetworkSupply;
import sc.fiji.styletransfer.network.WeightsException;
import sc.fiji.styletransfer.tensor.EngineFiles;
import sc.fiji.styletransfer.weights.NetworkList;
import sc.fiji.styletransfer.weights.WeightsImport;

/** The command {@code stylize weights}, which lists, downloads, verifies and imports networks. */
@Command(
    name = "weights",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Lists, downloads, verifies and imports the weights of the network.")
public final class WeightsCommand implements Runnable {

  private final NetworkSupply supply;
  private final NetworkList list;

  @Spec private CommandSpec spec;

  /** Creates the command with the standard folders of the user. */
  public WeightsCommand() {
    this(NetworkSupply.standard());
  }

  WeightsCommand(final NetworkSupply supply) {
    this.supply = supply;
    list = new NetworkList(supply.folders());
  }

  /** Reports that the subcommand is missing. */
  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Give a subcommand: list, fetch, verify, import or where.");
  }

  /**
   * Lists the networks on this computer, also those of other programs.
   *
   * @return exit code
   */
  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Lists the networks on this computer: variant, fingerprint, file, source.")
  public int list() {
    list.networks().forEach(out()::println);
    out().flush();
    return ExitCode.OK;
  }

  /**
   * Downloads a network. A user who gives this command agrees to the download.
   *
   * @param variant of the network
   * @param again whether to download although another program has a copy of the file
   * @return exit code
   */
  @Command(
      name = "fetch",
      mixinStandardHelpOptions = true,
      description = "Downloads a network (about 80 MB, once). Resumes an interrupted download.")
  public int fetch(
      @Parameters(
              arity = "0..1",
              defaultValue = "oxford",
              paramLabel = "NETWORK",
              description = "oxford or torchvision; default: ${DEFAULT-VALUE}.")
          final String variant,
      @Option(
              names = "--download-anyway",
              description = "Downloads even if another program has a copy.")
          final boolean again) {
    final NetworkDownload download = new NetworkDownload(supply, err());
    out().println(NetworkList.line(again ? download.download(variant) : download.get(variant)));
    out().flush();
    return ExitCode.OK;
  }

  /**
   * Reads every file and compares it with its recorded fingerprint.
   *
   * @return exit code, 1 if a file is damaged
   */
  @Command(
      name = "verify",
      mixinStandardHelpOptions = true,
      description = "Reads every downloaded network and reports whether it is intact.")
  public int verify() {
    final List<NetworkList.Verdict> verdicts = list.verdicts();
    verdicts.forEach(verdict -> out().println(verdict.line()));
    out().flush();
    return verdicts.stream().allMatch(NetworkList.Verdict::intact)
        ? ExitCode.OK
        : ExitCode.SOFTWARE;
  }

  /**
   * Copies a file to the folder for weights.
   *
   * @param file file with the weights of VGG19
   * @return exit code
   */
  @Command(
      name = "import",
      mixinStandardHelpOptions = true,
      description =
          "Copies a .safetensors, Keras .h5 or PyTorch .pth file of VGG19 to the folder for"
              + " weights.")
  public int importFile(
      @Parameters(
              paramLabel = "FILE",
              description = "File with the weights of VGG19; its name does not matter.")
          final Path file) {
    if (!Files.isRegularFile(file))
      throw new WeightsException("The file '" + file + "' does not exist. Check its name.");
    out().println(NetworkList.line(new WeightsImport(supply.folders()).take(file)));
    out().flush();
    return ExitCode.OK;
  }

  /**
   * Prints the folders in which weights are searched.
   *
   * @return exit code
   */
  @Command(
      name = "where",
      mixinStandardHelpOptions = true,
      description =
          "Prints the folders with weights, of which the first receives new files, and the folder"
              + " of the engine.")
  public int where() {
    list.places().forEach(out()::println);
    out().println("Engine: " + EngineFiles.standard().folder());
    out().flush();
    return ExitCode.OK;
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  private PrintWriter err() {
    return spec.commandLine().getErr();
  }
}
