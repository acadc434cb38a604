package sc.fiji.styletransfer.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.ImageStack;
import ij.process.ColorProcessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sc.fiji.styletransfer.JavaProcess;
import sc.fiji.styletransfer.image.read.ImageFileReader;
import sc.fiji.styletransfer.image.write.ImageFileWriter;

/**
 * Runs of the command line that a signal ends at a random moment. After the next start the results
 * have the same bits as those of an unbroken run, nothing is computed again except the plane that
 * was interrupted, and no temporary file is left.
 */
@Tag("slow")
@Timeout(value = 3, unit = TimeUnit.HOURS)
class KilledRunsTest {

  /** Number of kills; {@code -Dkills=60} for a long test. */
  private static final int KILLS = Integer.getInteger("kills", 6);

  private static final long SEED = Long.getLong("kills.seed", 23);

  private static final Logger LOG = LoggerFactory.getLogger(KilledRunsTest.class);

  private static final int PLANES = 3;

  /** So few that a run in mixed precision makes no more. */
  private static final int ITERATIONS = 20;

  private static final String CONTINUES = "The run continues after " + ITERATIONS;

  @TempDir private Path root;
  private Path images;
  private Path style;

  /** What is killed. */
  private enum Run {
    STACK,
    BATCH,
    PROCESSES;

    List<String> arguments(final Path images, final Path style, final Path folder) {
      final List<String> words = new ArrayList<>();
      if (this == STACK) words.add(images.resolve("stack.tif").toString());
      else words.addAll(List.of("batch", images.toString()));
      words.add(style.toString());
      words.addAll(List.of("-o", results(folder) + (this == STACK ? "/stack-style.tif" : "")));
      if (this == STACK) words.addAll(List.of("--log", folder.resolve("loss.csv").toString()));
      if (this == PROCESSES) words.addAll(List.of("--processes", "2"));
      words.addAll(List.of("--checkpoint", folder.resolve("states").resolve("state").toString()));
      words.addAll(List.of("--iterations", String.valueOf(ITERATIONS), "--network", "random"));
      words.addAll(List.of("--device", "cpu", "--init", "content", "--preset", "balanced"));
      return words;
    }

    private static Path results(final Path folder) {
      return folder.resolve("results");
    }
  }

  /** How it is killed. */
  private enum Kill {
    SIGKILL,
    SIGTERM;

    void end(final Process process) throws InterruptedException {
      final List<ProcessHandle> children = process.descendants().toList();
      if (this == SIGKILL) process.destroyForcibly();
      else process.destroy();
      assertTrue(process.waitFor(30, TimeUnit.SECONDS), "the process does not end");
      for (final ProcessHandle child : children)
        child
            .onExit()
            .orTimeout(30, TimeUnit.SECONDS)
            .join(); // child processes end with their parent
    }
  }

  /** The state of a folder at the moment of a kill. */
  private record Left(Map<String, FileTime> results, Collection<String> states) {}

  @BeforeEach
  void drawImages() throws IOException {
    images = Files.createDirectory(root.resolve("images"));
    style = draw(root.resolve("style.png"), 1, 1);
    draw(images.resolve("a.png"), 1, 2);
    draw(images.resolve("b.png"), 1, 3);
    draw(images.resolve("stack.tif"), PLANES, 4);
  }

  private static Path draw(final Path file, final int planes, final int seed) {
    final Random random = new Random(seed);
    final ImageStack stack = new ImageStack(40, 36);
    for (int plane = 0; plane < planes; plane++) {
      final ColorProcessor pixels = new ColorProcessor(40, 36);
      for (int i = 0; i < pixels.getPixelCount(); i++) pixels.set(i, random.nextInt());
      stack.addSlice(pixels);
    }
    new ImageFileWriter().write(new ImagePlus("", stack), file);
    return file;
  }

  private Process start(final Run run, final Path folder) throws IOException {
    Files.createDirectories(folder.resolve("states"));
    Files.createDirectories(folder.resolve("results"));
    Files.createDirectories(folder.resolve("temporary"));
    final List<String> command = new ArrayList<>(JavaProcess.of(Stylize.class, "256m").command());
    command.add(1, "-Djava.io.tmpdir=" + folder.resolve("temporary"));
    command.add(1, "-XX:TieredStopAtLevel=1");
    command.addAll(run.arguments(images, style, folder));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("log.txt").toFile())
        .start();
  }

  private static String log(final Path folder) throws IOException {
    return Files.readString(folder.resolve("log.txt"));
  }

  private static void finish(final Process process, final Path folder) throws Exception {
    assertTrue(process.waitFor(5, TimeUnit.MINUTES), "the process does not end");
    assertEquals(0, process.exitValue(), log(folder));
  }

  private static int count(final String text, final String word) {
    return (text.length() - text.replace(word, "").length()) / word.length();
  }

  /** Returns the pixels of all results by name. */
  private static Map<String, List<int[]>> pixels(final Path folder) {
    final Map<String, List<int[]>> pixels = new TreeMap<>();
    for (final String name : names(folder.resolve("results"))) {
      final ImageStack stack =
          new ImageFileReader().open(folder.resolve("results").resolve(name)).getStack();
      final List<int[]> planes = new ArrayList<>();
      for (int i = 1; i <= stack.size(); i++)
        planes.add((int[]) stack.getProcessor(i).convertToRGB().getPixels());
      pixels.put(name, planes);
    }
    return pixels;
  }

  private static List<String> names(final Path folder) {
    return Stream.of(folder.toFile().list()).sorted().toList();
  }

  private static Left left(final Path folder) throws IOException {
    final Map<String, FileTime> results = new TreeMap<>();
    for (final String name : names(folder.resolve("results")))
      if (name.endsWith(".tif"))
        results.put(name, Files.getLastModifiedTime(folder.resolve("results").resolve(name)));
    return new Left(
        results,
        names(folder.resolve("states")).stream()
            .filter(name -> name.startsWith("state") && !name.endsWith(".lock"))
            .toList());
  }

  /** Results stay as they are, and planes that were finished continue from their checkpoints. */
  private static void checkNothingRepeated(final Run run, final Left left, final Path folder)
      throws IOException {
    for (final Map.Entry<String, FileTime> result : left.results().entrySet())
      if (run != Run.STACK)
        assertEquals(
            result.getValue(),
            Files.getLastModifiedTime(folder.resolve("results").resolve(result.getKey())),
            result.getKey() + " was computed again");
    final long finished =
        left.states().stream()
            .filter(
                state ->
                    run == Run.STACK || left.results().keySet().stream().noneMatch(state::contains))
            .count();
    final String log = log(folder);
    assertEquals(finished, count(log, CONTINUES), log);
    if (run == Run.STACK)
      assertEquals(
          (PLANES - finished) * ITERATIONS,
          Files.readAllLines(folder.resolve("loss.csv")).size() - 1L,
          log);
  }

  private static void checkNothingLeft(final Path folder) {
    for (final String part : List.of("states", "temporary"))
      assertEquals(List.of(), names(folder.resolve(part)), part);
    final List<String> results = names(folder.resolve("results"));
    assertTrue(results.stream().noneMatch(it -> it.contains("style-transfer")), results::toString);
  }

  @Test
  void afterEachKillTheNextStartEndsInTheSameBits() throws Exception {
    final Map<Run, Map<String, List<int[]>>> expected = new TreeMap<>();
    for (final Run run : Run.values()) {
      final Path folder = root.resolve("unbroken-" + run);
      finish(start(run, folder), folder);
      checkNothingLeft(folder);
      expected.put(run, pixels(folder));
      assertEquals(run == Run.STACK ? 1 : 3, expected.get(run).size());
    }
    final Random random = new Random(SEED);
    int inside = 0;
    for (int i = 0; i < KILLS; i++) {
      final Run run = Run.values()[i % Run.values().length];
      final Kill kill = Kill.values()[i / Run.values().length % Kill.values().length];
      final Path folder = root.resolve("killed-" + i);
      final Process process = start(run, folder);
      // Somewhere between the first and the last picture: after a number of them, and a while.
      final int pictures = random.nextInt(run == Run.STACK ? PLANES + 1 : PLANES + 3);
      final long delay = random.nextInt(pictures == 0 ? 4000 : 700);
      while (process.isAlive() && pictures(folder) < pictures) TimeUnit.MILLISECONDS.sleep(5);
      if (!process.waitFor(delay, TimeUnit.MILLISECONDS)) {
        kill.end(process);
        inside++;
      }
      final Left left = left(folder);
      finish(start(run, folder), folder);
      final String description =
          "kill %s (%s, %s, seed %s): %s".formatted(i, run, kill, SEED, left);
      LOG.info("{}", description);
      check(expected.get(run), pixels(folder), description);
      checkNothingRepeated(run, left, folder);
      checkNothingLeft(folder);
    }
    LOG.info("{} starts, {} of them killed before their end", KILLS, inside);
  }

  /** Returns the number of planes and images that are finished. */
  private static int pictures(final Path folder) throws IOException {
    final Left left = left(folder);
    return left.results().size() + left.states().size();
  }

  private static void check(
      final Map<String, List<int[]>> expected,
      final Map<String, List<int[]>> actual,
      final String description) {
    assertEquals(expected.keySet(), actual.keySet(), description);
    expected.forEach(
        (name, planes) -> {
          assertEquals(planes.size(), actual.get(name).size(), description);
          for (int i = 0; i < planes.size(); i++)
            assertArrayEquals(planes.get(i), actual.get(name).get(i), description);
        });
  }
}
