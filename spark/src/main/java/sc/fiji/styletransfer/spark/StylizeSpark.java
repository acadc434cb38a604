package sc.fiji.styletransfer.spark;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ParameterException;
import sc.fiji.styletransfer.spark.batch.BatchCommand;
import sc.fiji.styletransfer.spark.cost.CostCommand;
import sc.fiji.styletransfer.spark.image.ImageCommand;

/** Main class of the command line on Apache Spark. */
@Command(
    name = "stylize-spark",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "batch|image|cost",
    description = "Stylises many images, or one very large image, on Apache Spark.")
public final class StylizeSpark {

  private static final Logger LOG = LoggerFactory.getLogger(StylizeSpark.class);

  private StylizeSpark() {}

  /**
   * Runs the command line and exits: with 0 after success, 1 if the command failed, 2 if the
   * arguments are wrong.
   *
   * @param args arguments as the shell passes them
   */
  public static void main(final String[] args) {
    System.setProperty("java.awt.headless", "true");
    System.exit(commandLine().execute(args));
  }

  /**
   * Creates the command line with its subcommands.
   *
   * @return the command line, ready to be executed
   */
  public static CommandLine commandLine() {
    return new CommandLine(new StylizeSpark())
        .addSubcommand(BatchCommand.spec())
        .addSubcommand(ImageCommand.spec())
        .addSubcommand(new CostCommand())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExpandAtFiles(false)
        .setParameterExceptionHandler((failure, args) -> refuse(failure))
        .setExecutionExceptionHandler((failure, command, parsed) -> report(failure, command));
  }

  private static int refuse(final ParameterException failure) {
    final CommandLine command = failure.getCommandLine();
    final String message = String.join(" ", failure.getMessage().split("\\s*\\R\\s*")).strip();
    print(
        command,
        "%s%s Run '%s --help' for the arguments."
            .formatted(
                message,
                message.endsWith(".") ? "" : ".",
                command.getCommandSpec().qualifiedName()));
    return ExitCode.USAGE;
  }

  private static int report(final Exception failure, final CommandLine command) {
    LOG.debug("Cause of the failure", failure);
    print(command, ClusterFailure.sentence(failure));
    return ExitCode.SOFTWARE;
  }

  private static void print(final CommandLine command, final String message) {
    command.getErr().println(command.getColorScheme().errorText(message));
    command.getErr().flush();
  }
}
