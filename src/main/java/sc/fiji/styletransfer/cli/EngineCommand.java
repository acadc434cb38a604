package sc.fiji.styletransfer.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import sc.fiji.styletransfer.engine.DeviceTest;
import sc.fiji.styletransfer.engine.EngineReport;
import sc.fiji.styletransfer.fetch.EngineFetch;
import sc.fiji.styletransfer.machine.EngineChoice;
import sc.fiji.styletransfer.machine.MachineFile;
import sc.fiji.styletransfer.machine.ThreadCount;

/** The command {@code stylize engine}, which shows, chooses and measures the tensor engine. */
@Command(
    name = "engine",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Shows, chooses and measures the tensor engine (PyTorch), for example for a GPU.")
public final class EngineCommand implements Runnable {

  @Spec private CommandSpec spec;

  /** Reports that the subcommand is missing. */
  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Give a subcommand: list, use, fetch, reset, threads or test.");
  }

  /**
   * Describes the engine, and what else is installed.
   *
   * @return exit code
   */
  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description =
          "Shows the engine with its folder and devices, NVIDIA's driver and cards, and other"
              + " installations of PyTorch.")
  public int list() {
    return print(EngineReport.lines());
  }

  /**
   * Tries an engine and remembers it.
   *
   * @param folder folder with the libraries
   * @return exit code
   */
  @Command(
      name = "use",
      mixinStandardHelpOptions = true,
      description =
          "Checks PyTorch 2.7.1 in a folder, tries it in a process of its own, and uses it from the"
              + " next start on.")
  public int use(
      @Parameters(
              paramLabel = "FOLDER",
              description =
                  "A Python environment, the folder torch/lib in one, or an unpacked libtorch.")
          final Path folder) {
    return print(EngineReport.use(folder));
  }

  /**
   * Downloads PyTorch with CUDA and uses it.
   *
   * @param agree whether the user agrees to the download
   * @return exit code
   */
  @Command(
      name = "fetch",
      mixinStandardHelpOptions = true,
      description =
          "Shows size, publisher and licences of PyTorch with CUDA; with --agree downloads it,"
              + " tries it, and uses it from the next start on. An interrupted download is"
              + " resumed.")
  public int fetch(
      @Option(names = "--agree", description = "Agrees to the download and its licences.")
          final boolean agree) {
    final EngineFetch fetch = new EngineFetch();
    final EngineFetch.Offer offer = fetch.offer();
    print(List.of(offer.description()));
    if (!agree) return print(List.of("To download it, repeat the command with --agree."));
    final Path libraries;
    try (DownloadProgress progress =
        DownloadProgress.create("PyTorch with CUDA", spec.commandLine().getErr())) {
      libraries = fetch.download(offer, progress);
    }
    return print(EngineReport.use(libraries));
  }

  /**
   * Forgets the choice.
   *
   * @return exit code
   */
  @Command(
      name = "reset",
      mixinStandardHelpOptions = true,
      description = "Uses the engine of the plugin from the next start on.")
  public int reset() {
    EngineChoice.standard().forget();
    return print(List.of("The next start of the program uses the engine of the plugin."));
  }

  /**
   * Sets the number of threads.
   *
   * @param number number of threads, 0 for the measured one
   * @return exit code
   */
  @Command(
      name = "threads",
      mixinStandardHelpOptions = true,
      description =
          "Sets the number of threads with which the CPU computes; 0 takes the number that was"
              + " measured to be fastest.")
  public int threads(
      @Parameters(paramLabel = "NUMBER", description = "Number of threads, or 0.")
          final int number) {
    ThreadCount.choose(MachineFile.standard(), number);
    return print(List.of(EngineReport.threads()));
  }

  /**
   * Measures each device for some seconds.
   *
   * @return exit code
   */
  @Command(
      name = "test",
      mixinStandardHelpOptions = true,
      description = "Measures each device for about ten seconds: gradients at 256 and 512 pixels.")
  public int test() {
    return print(DeviceTest.lines());
  }

  private int print(final List<String> lines) {
    final PrintWriter out = spec.commandLine().getOut();
    lines.forEach(out::println);
    out.flush();
    return ExitCode.OK;
  }
}
