package sc.fiji.styletransfer.cli;

import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;
import sc.fiji.styletransfer.batch.LibraryOutput;
import sc.fiji.styletransfer.files.TemporaryFolder;
import sc.fiji.styletransfer.job.FailureReason;
import sc.fiji.styletransfer.settings.RemovedSettings;

/** Main class of the command line. */
public final class Stylize {

  private static final Logger LOG = LoggerFactory.getLogger(Stylize.class);

  /** The exit code that shells report for an interrupted program. */
  private static final int INTERRUPTED = 130;

  private Stylize() {}

  /**
   * Runs the command line and exits: with 0 after success, 1 if the command failed, 2 if the
   * arguments are wrong, 130 if a signal interrupted the program.
   *
   * @param args arguments as the shell passes them
   */
  public static void main(final String[] args) {
    // The command line opens no window, and a server may have no display.
    System.setProperty("java.awt.headless", "true");
    final AtomicBoolean finished = new AtomicBoolean();
    final Interruption interruption = new Interruption();
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> haltUnless(finished.get(), interruption)));
    final CommandLine command = commandLine(interruption);
    // The writer of results keeps the standard output.
    command.setOut(command.getOut());
    LibraryOutput.takeStandardOutput();
    final int code = execute(command, args);
    finished.set(true);
    System.exit(code);
  }

  /**
   * Halts the virtual machine when a signal interrupts a computation. An ordinary exit would unload
   * the engine's libraries while a thread computes with them, and crash.
   */
  private static void haltUnless(final boolean finished, final Interruption interruption) {
    if (finished) return;
    try {
      interruption.run();
      TemporaryFolder.ofProcess().delete();
    } finally {
      Runtime.getRuntime().halt(INTERRUPTED);
    }
  }

  /**
   * Creates the command line with its subcommands.
   *
   * @return the command line, ready to be executed
   */
  public static CommandLine commandLine() {
    return commandLine(new Interruption());
  }

  private static CommandLine commandLine(final Interruption interruption) {
    return new CommandLine(StylizeCommand.spec())
        .addSubcommand(BatchCommand.spec(interruption))
        .addSubcommand(new BenchCommand())
        .addSubcommand(new EngineCommand())
        .addSubcommand(new JudgeCommand())
        .addSubcommand(new WeightsCommand())
        .setCaseInsensitiveEnumValuesAllowed(true)
        // An argument such as @home.png is a file name.
        .setExpandAtFiles(false)
        .setParameterExceptionHandler((failure, args) -> refuse(failure))
        .setExecutionExceptionHandler((failure, command, parsed) -> report(failure, command));
  }

  /** Executes a command; the library behind it reports exceptions but not errors. */
  static int execute(final CommandLine command, final String... args) {
    try {
      return command.execute(args);
    } catch (final OutOfMemoryError | StackOverflowError e) {
      return report(e, command);
    }
  }

  /** Reports wrong arguments in one sentence instead of a page of usage help. */
  private static int refuse(final ParameterException failure) {
    final CommandLine command = failure.getCommandLine();
    print(command, removed(failure, command));
    return ExitCode.USAGE;
  }

  private static String removed(final ParameterException failure, final CommandLine command) {
    if (failure instanceof UnmatchedArgumentException unmatched)
      for (final String argument : unmatched.getUnmatched())
        if (argument.startsWith("--")) {
          final String name = argument.substring(2).split("=", 2)[0];
          if (RemovedSettings.sentence(name).isPresent())
            return RemovedSettings.sentence(name).get();
        }
    final String message = String.join(" ", failure.getMessage().split("\\s*\\R\\s*")).strip();
    return "%s%s Run '%s --help' for the arguments."
        .formatted(
            message, message.endsWith(".") ? "" : ".", command.getCommandSpec().qualifiedName());
  }

  private static int report(final Throwable failure, final CommandLine command) {
    print(command, message(failure));
    LOG.debug("Cause of the failure", failure);
    return ExitCode.SOFTWARE;
  }

  private static String message(final Throwable failure) {
    if (failure instanceof OutOfMemoryError)
      return "Java's heap is too small for these images. Enlarge the heap by"
          + " STYLIZE_JAVA_OPTS=-Xmx8g, or choose a smaller size.";
    return FailureReason.of(failure);
  }

  private static void print(final CommandLine command, final String message) {
    command.getErr().println(command.getColorScheme().errorText(message));
    command.getErr().flush();
  }
}
