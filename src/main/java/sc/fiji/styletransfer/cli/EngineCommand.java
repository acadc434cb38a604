package sc.fiji.styletransfer.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import sc.fiji.styletransfer.engine.DeviceTest;
import sc.fiji.styletransfer.engine.EngineReport;
import sc.fiji.styletransfer.machine.EngineChoice;

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
        spec.commandLine(), "Give a subcommand: list, use, reset or test.");
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
