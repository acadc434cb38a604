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
import sc.fiji.styletransfer.weights.NetworkList;
import sc.fiji.styletransfer.weights.WeightsImport;

/** {@code stylize weights ...}: what networks are here, and how to get them. */
@Command(
    name = "weights",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Shows, fetches, checks and imports the network's weights.")
public final class WeightsCommand implements Runnable {

  private final NetworkSupply supply;
  private final NetworkList list;

  @Spec private CommandSpec spec;

  /** The command for this user's folders. */
  public WeightsCommand() {
    this(NetworkSupply.standard());
  }

  WeightsCommand(final NetworkSupply supply) {
    this.supply = supply;
    list = new NetworkList(supply.folders());
  }

  /** Without a subcommand there is nothing to do but to say what there is. */
  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Say what to do: list, fetch, verify, import or where.");
  }

  /**
   * Lists what is here, and copies that other programs have.
   *
   * @return exit code
   */
  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Lists the networks that are here: variant, fingerprint, file, source.")
  public int list() {
    list.networks().forEach(out()::println);
    out().flush();
    return ExitCode.OK;
  }

  /**
   * Fetches a network. To give this command is to consent to the download.
   *
   * @param variant of the network
   * @param again whether to download although another program has the file
   * @return exit code
   */
  @Command(
      name = "fetch",
      mixinStandardHelpOptions = true,
      description = "Downloads a network, about 80 MB, once; resumes what broke off.")
  public int fetch(
      @Parameters(
              arity = "0..1",
              defaultValue = "oxford",
              paramLabel = "NETWORK",
              description = "oxford or torchvision; default: ${DEFAULT-VALUE}.")
          final String variant,
      @Option(
              names = "--download-anyway",
              description = "Downloads although another program's copy was found.")
          final boolean again) {
    final NetworkDownload download = new NetworkDownload(supply, err());
    out().println(NetworkList.line(again ? download.download(variant) : download.get(variant)));
    out().flush();
    return ExitCode.OK;
  }

  /**
   * Reads every file and compares it with its own note.
   *
   * @return exit code, 1 if a file is damaged
   */
  @Command(
      name = "verify",
      mixinStandardHelpOptions = true,
      description = "Reads every network that was fetched and says whether it is intact.")
  public int verify() {
    final List<NetworkList.Verdict> verdicts = list.verdicts();
    verdicts.forEach(verdict -> out().println(verdict.line()));
    out().flush();
    return verdicts.stream().allMatch(NetworkList.Verdict::intact)
        ? ExitCode.OK
        : ExitCode.SOFTWARE;
  }

  /**
   * Takes a file into the folder.
   *
   * @param file that somebody has
   * @return exit code
   */
  @Command(
      name = "import",
      mixinStandardHelpOptions = true,
      description =
          "Takes a .safetensors, Keras .h5 or PyTorch .pth file of VGG19 into the folder.")
  public int importFile(
      @Parameters(paramLabel = "FILE", description = "File with VGG19, whatever its name.")
          final Path file) {
    if (!Files.isRegularFile(file))
      throw new WeightsException("There is no file " + file + "; check its name.");
    out().println(NetworkList.line(new WeightsImport(supply.folders()).take(file)));
    out().flush();
    return ExitCode.OK;
  }

  /**
   * Says where weights are looked for.
   *
   * @return exit code
   */
  @Command(
      name = "where",
      mixinStandardHelpOptions = true,
      description = "Prints the folders for weights, the one for new files first.")
  public int where() {
    list.places().forEach(out()::println);
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
