package sc.fiji.styletransfer.batch;

import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonParseException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sc.fiji.styletransfer.StyleTransferException;
import sc.fiji.styletransfer.batch.BatchEntry.Outcome;

/** The messages between a batch and its child processes. */
@Timeout(120)
@Tag("slow")
class ChildProcessTest {

  private static final TransferJob JOB =
      new TransferJob("no-content.png", "no-style.png", "out.tif", Map.of());

  private static final JobOutcome OUTCOME = new JobOutcome(Outcome.DONE, "loss 3", 0.5);

  /** Writes what its first argument says to the standard output, and then waits for its end. */
  static final class Printer {

    private Printer() {}

    public static void main(final String[] args) throws Exception {
      System.out.write(args[0].getBytes(StandardCharsets.UTF_8));
      System.out.flush();
      if (args[1].equals("wait")) TimeUnit.SECONDS.sleep(60);
    }
  }

  private static Optional<JobOutcome> perform(
      final String output, final String end, final Duration longestSilence) {
    final List<String> command = new ArrayList<>(new JavaCommand(Printer.class).arguments());
    command.addAll(List.of(output, end));
    try (ChildProcess child = ChildProcess.start(command, 1, longestSilence)) {
      return child.perform(JOB);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\n\n  \n",
        "text of a library",
        "null\n{}\n[]\n",
        "{\"outcome\":\"DONE\"}\n",
        "\nstyle-transfer-message null\n",
        "\nstyle-transfer-message {\"note\":\"\"}\n",
        "\nstyle-transfer-message [[[[\n\nstyle-transfer-message alive\n"
      })
  void otherTextDoesNotHideTheOutcome(final String text) {
    final String output = text + ProcessMessage.of(OUTCOME).toLine();
    assertEquals(Optional.of(OUTCOME), perform(output, "wait", Duration.ofSeconds(60)));
  }

  @ParameterizedTest
  @CsvSource({"'',exit", "'half a line',exit", "'style-transfer-message {\"outcome\"',exit"})
  void aProcessThatEndsHasNoOutcome(final String output, final String end) {
    assertEquals(Optional.empty(), perform(output, end, Duration.ofSeconds(60)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "half a line", "\nstyle-transfer-message alive\n"})
  void aProcessThatFallsSilentIsEnded(final String output) {
    assertEquals(Optional.empty(), perform(output, "wait", Duration.ofSeconds(3)));
  }

  /**
   * Kills processes as early as it can, about a third of them before they run the program. The next
   * process of the same start is left alone.
   */
  @Test
  void aProcessThatIsKilledWhileItStartsIsStartedAgain() throws Exception {
    final List<String> command = new ArrayList<>(new JavaCommand(Printer.class).arguments());
    command.addAll(List.of("", "wait"));
    final ExecutorService threads = Executors.newSingleThreadExecutor();
    try {
      for (int i = 0; i < 15; i++) {
        final Set<Long> before = children().collect(toSet());
        final Future<?> killer = threads.submit(() -> killFirstChildNotIn(before));
        try (ChildProcess child = ChildProcess.start(command, 1, Map.of())) {
          killer.get();
        }
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static Stream<Long> children() {
    return ProcessHandle.current().children().map(ProcessHandle::pid);
  }

  private static void killFirstChildNotIn(final Set<Long> before) {
    Optional<Long> child = Optional.empty();
    while (child.isEmpty()) child = children().filter(it -> !before.contains(it)).findFirst();
    child.flatMap(ProcessHandle::of).ifPresent(ProcessHandle::destroyForcibly);
  }

  @Test
  void aProgramThatCannotBeStartedIsSaid() {
    assertEquals(
        "A child process cannot be started (Cannot run program \"/nowhere/java\": error=2, No such"
            + " file or directory); set processes to 1.",
        assertThrows(
                StyleTransferException.class,
                () -> ChildProcess.start(List.of("/nowhere/java"), 1, Map.of()))
            .getMessage());
  }

  @Test
  void classesThatCameFromNoFileCannotBeStartedElsewhere() {
    final ClassLoader memory = new ClassLoader(null) {};
    try (JavaCommand command = new JavaCommand(JobProcess.class, memory)) {
      assertEquals(
          "Child processes cannot be started, because this plugin was not loaded from jar files;"
              + " set processes to 1.",
          assertThrows(StyleTransferException.class, command::arguments).getMessage());
    }
  }

  @Test
  void aFileThatTheSystemDoesNotReadHasNoFingerprint() {
    final Path memory = Path.of("/proc/self/mem");
    assumeTrue(Files.isRegularFile(memory), "this system has no file that fails when it is read");
    assertEquals(
        "The file '/proc/self/mem' cannot be read (Input/output error). Check the disk.",
        assertThrows(StyleTransferException.class, () -> Fingerprint.of(memory)).getMessage());
  }

  /** The job is larger than the buffer of a pipe, and the child reads nothing of it. */
  @Test
  void aProcessThatDoesNotReadIsEnded() {
    final TransferJob large =
        new TransferJob("content", "style", "out.tif", Map.of("network", "x".repeat(1 << 20)));
    final List<String> command = new ArrayList<>(new JavaCommand(Printer.class).arguments());
    command.addAll(List.of("", "wait"));
    try (ChildProcess child = ChildProcess.start(command, 1, Duration.ofSeconds(3))) {
      assertEquals(Optional.empty(), child.perform(large));
    }
  }

  @Test
  void aProcessThatIsSuspendedIsEnded() throws Exception {
    final List<String> command = new JavaCommand(JobProcess.class).arguments();
    final Set<Long> before = children().collect(toSet());
    try (ChildProcess child = ChildProcess.start(command, 1, Duration.ofSeconds(12))) {
      final ProcessHandle started =
          ProcessHandle.current()
              .children()
              .filter(it -> !before.contains(it.pid()))
              .findFirst()
              .orElseThrow();
      final Process stop;
      try {
        stop = new ProcessBuilder("kill", "-STOP", String.valueOf(started.pid())).start();
      } catch (final IOException e) {
        Assumptions.abort("this system cannot suspend a process");
        return;
      }
      Assumptions.assumeTrue(stop.waitFor() == 0, "this system cannot suspend a process");
      assertEquals(Optional.empty(), child.perform(JOB));
      started.onExit().get(20, TimeUnit.SECONDS);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "null", "{}", "[1]", "{\"content\":3}", "{\"settings\":", "\0"})
  void aLineThatIsNoJobIsRefused(final String line) {
    assertThrows(JsonParseException.class, () -> TransferJob.fromJson(line));
    assertThrows(JsonParseException.class, () -> JobOutcome.fromJson(line));
  }

  @Test
  void aLineOfNestedListsIsRefused() {
    assertThrows(JsonParseException.class, () -> TransferJob.fromJson("[".repeat(200_000)));
    assertThrows(
        JsonParseException.class,
        () -> TransferJob.fromJson("{\"settings\":" + "{\"a\":".repeat(100_000)));
  }

  /**
   * The child answers every line, passes over blank ones, and prints nothing else to the channel.
   */
  @Test
  void theChildProcessAnswersEachJob() throws IOException, InterruptedException {
    final Process process =
        new ProcessBuilder(new JavaCommand(JobProcess.class).arguments())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      final OutputStream jobs = process.getOutputStream();
      jobs.write(("\n  \nno job\n" + JOB.toJson() + "\n").getBytes(StandardCharsets.UTF_8));
      jobs.flush();
      final List<JobOutcome> outcomes = new ArrayList<>();
      try (var output = process.inputReader(StandardCharsets.UTF_8)) {
        while (outcomes.size() < 2) {
          final String line = output.readLine();
          if (line.isEmpty()) continue;
          final ProcessMessage message = ProcessMessage.in(line).orElseThrow();
          if (!message.equals(ProcessMessage.ALIVE))
            outcomes.add(JobOutcome.fromJson(message.text()));
        }
      }
      assertEquals(Outcome.FAILED, outcomes.get(0).outcome());
      assertTrue(outcomes.get(1).note().contains("no-content.png"), outcomes.get(1)::note);
      jobs.close();
      assertTrue(process.waitFor(20, TimeUnit.SECONDS));
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void aLongCommandGoesThroughAFile() throws Exception {
    final Path file;
    try (JavaCommand command = new JavaCommand(Printer.class)) {
      final List<String> arguments = new ArrayList<>(command.arguments(0));
      assertEquals(2, arguments.size());
      file = Path.of(arguments.get(1).substring(1));
      arguments.addAll(List.of(ProcessMessage.of(OUTCOME).toLine(), "exit"));
      try (ChildProcess child = ChildProcess.start(arguments, 1)) {
        assertEquals(Optional.of(OUTCOME), child.perform(JOB));
      }
    }
    assertFalse(Files.exists(file));
  }
}
