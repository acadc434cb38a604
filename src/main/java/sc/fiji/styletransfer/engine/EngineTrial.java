package sc.fiji.styletransfer.engine;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import sc.fiji.styletransfer.StyleTransferException;
import sc.fiji.styletransfer.batch.JavaCommand;
import sc.fiji.styletransfer.files.TemporaryFolder;
import sc.fiji.styletransfer.machine.EngineChoice;
import sc.fiji.styletransfer.machine.EngineFolder;

/** Tries an engine in a process of its own before the program remembers it. */
public final class EngineTrial {

  private static final Duration LONGEST = Duration.ofMinutes(3);

  /** Lines of the process's output that a message repeats. */
  private static final int LAST_LINES = 3;

  private EngineTrial() {}

  /**
   * Starts an engine in another process and computes with it.
   *
   * @param engine engine to try
   * @return a line that says what was started and on which device it computes
   * @throws StyleTransferException if the engine does not start or compute
   */
  public static String run(final EngineFolder engine) {
    try (JavaCommand command = new JavaCommand(EngineProbe.class)) {
      final Path result = TemporaryFolder.ofProcess().newFile(".engine");
      final Path log = TemporaryFolder.ofProcess().newFile(".log");
      try {
        return run(engine, command.arguments(), result, log);
      } finally {
        Files.deleteIfExists(result);
        Files.deleteIfExists(log);
      }
    } catch (final IOException e) {
      throw new StyleTransferException(
          "The engine could not be tried (%s). Check that the temporary folder is writable."
              .formatted(e),
          e);
    }
  }

  private static String run(
      final EngineFolder engine, final List<String> command, final Path result, final Path log)
      throws IOException {
    EngineChoice.properties(engine)
        .forEach((name, value) -> command.add(1, "-D" + name + "=" + value));
    command.add(result.toString());
    final Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    try {
      if (!process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS))
        throw new StyleTransferException(
            "The engine in '%s' did not start within %s minutes."
                .formatted(engine.folder(), LONGEST.toMinutes()));
    } catch (final InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StyleTransferException("The trial of the engine was stopped.", e);
    } finally {
      process.destroyForcibly();
    }
    final String found = Files.readString(result);
    if (process.exitValue() == 0 && !found.isEmpty()) return found;
    throw new StyleTransferException(
        "The engine in '%s' does not start on this computer (exit code %s): %s"
            .formatted(engine.folder(), process.exitValue(), ending(log)));
  }

  private static String ending(final Path log) throws IOException {
    final List<String> lines =
        new String(Files.readAllBytes(log), Charset.defaultCharset())
            .lines()
            .filter(line -> !line.isBlank() && !line.startsWith("\tat "))
            .toList();
    return String.join(" / ", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
  }
}
