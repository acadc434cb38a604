package sc.fiji.styletransfer.cli;

import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import sc.fiji.styletransfer.StyleTransferException;

/** Main class of the command line. */
public final class Stylize {

  private static final Logger LOG = LoggerFactory.getLogger(Stylize.class);

  /** What shells report of a program that was interrupted. */
  private static final int INTERRUPTED = 130;

  private Stylize() {}

  /**
   * Runs the command line and ends the virtual machine: 0 if all went well, 1 if the transfer could
   * not be done, 2 if the arguments could not be understood, 130 if it was interrupted.
   *
   * @param args as the shell gives them
   */
  public static void main(final String[] args) {
    // A picture is made without a window; on a server there is none.
    System.setProperty("java.awt.headless", "true");
    final AtomicBoolean finished = new AtomicBoolean();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> haltUnless(finished.get())));
    final int code = commandLine().execute(args);
    finished.set(true);
    System.exit(code);
  }

  /**
   * Ends at once when a signal interrupts a computation. An ordinary exit would first take down the
   * engine's libraries, under the feet of the thread that still computes with them, and crash.
   */
  private static void haltUnless(final boolean finished) {
    if (!finished) Runtime.getRuntime().halt(INTERRUPTED);
  }

  /**
   * @return the command line with its subcommands, ready to be executed
   */
  public static CommandLine commandLine() {
    return new CommandLine(StylizeCommand.spec())
        .addSubcommand(BatchCommand.spec())
        .addSubcommand(new BenchCommand())
        .addSubcommand(new JudgeCommand())
        .addSubcommand(new WeightsCommand())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(Stylize::report);
  }

  private static int report(
      final Exception failure, final CommandLine command, final CommandLine.ParseResult parsed)
      throws Exception {
    if (!(failure instanceof StyleTransferException)) throw failure;
    command.getErr().println(command.getColorScheme().errorText(failure.getMessage()));
    LOG.debug("Cause of the failure", failure);
    return CommandLine.ExitCode.SOFTWARE;
  }
}
