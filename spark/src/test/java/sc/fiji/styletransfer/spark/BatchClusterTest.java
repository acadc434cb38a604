package sc.fiji.styletransfer.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A batch on a real cluster gives the results of one process, also when a worker is lost, a child
 * process is killed, or the driver is killed and started again.
 */
@Tag("cluster")
class BatchClusterTest {

  private static final int IMAGES = Integer.getInteger("cluster.images", 12);
  private static final int STYLES = Integer.getInteger("cluster.styles", 2);
  private static final int RESULTS = IMAGES * STYLES;
  private static final long MINUTES = 60;

  private static final List<String> SETTINGS =
      List.of(
          "--size=64",
          "--iterations=2",
          "--precision=single",
          "--preset=gatys",
          "--content-layers=conv2_1",
          "--style-layers=conv1_1,conv2_1");

  @TempDir static Path folder;

  private static Path contents;
  private static Path styles;
  private static Map<String, byte[]> expected;

  @BeforeAll
  static void computeInOneProcess() throws IOException, InterruptedException {
    contents = images("contents", IMAGES, 1);
    styles = images("styles", STYLES, 2);
    final Path results = folder.resolve("expected");
    final List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add("sc.fiji.styletransfer.cli.Stylize");
    command.addAll(List.of("batch", contents.toString(), styles.toString()));
    command.addAll(List.of("-o", results.toString()));
    command.addAll(SETTINGS);
    final Path log = folder.resolve("expected.log");
    final ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().putAll(Map.of("OMP_NUM_THREADS", "1", "MKL_NUM_THREADS", "1"));
    builder.environment().put("MKL_CBWR", "AUTO");
    assertEquals(0, end(builder.start()), () -> text(log));
    expected = results(results);
    assertEquals(RESULTS, expected.size());
  }

  @AfterAll
  static void forget() {
    expected = null;
  }

  @Test
  void aLostWorkerCostsNoResult() throws IOException, InterruptedException {
    final Path out = folder.resolve("lost worker");
    final Path log = folder.resolve("lost-worker.log");
    try (TestCluster cluster = new TestCluster(folder.resolve("cluster1"), 2)) {
      final Process driver = TestCluster.driver(log, arguments(cluster, out));
      await(driver, () -> cluster.haveExecutors() && results(out).size() >= RESULTS / 4);
      cluster.kill(0);
      assertEquals(0, end(driver), () -> text(log));
    }
    assertEqualToExpected(out);
    assertEquals(Map.of("done", RESULTS), outcomes(out));
  }

  @Test
  void aNewDriverComputesWhatIsMissing() throws IOException, InterruptedException {
    final Path out = folder.resolve("new driver");
    final Path log = folder.resolve("new-driver.log");
    try (TestCluster cluster = new TestCluster(folder.resolve("cluster2"), 2)) {
      final Process first = TestCluster.driver(log, arguments(cluster, out));
      await(first, () -> results(out).size() >= RESULTS / 4);
      first.destroyForcibly();
      end(first);
      cluster.killExecutors(0);
      cluster.killExecutors(1);
      final Map<String, FileTime> before = times(out);
      assertTrue(before.size() < RESULTS, "The driver was killed too late");
      final Process second = TestCluster.driver(log, arguments(cluster, out));
      assertEquals(0, end(second), () -> text(log));
      final Map<String, FileTime> after = times(out);
      before.forEach((name, time) -> assertEquals(time, after.get(name), name));
      assertEquals(
          Map.of("finished before", before.size(), "done", RESULTS - before.size()), outcomes(out));
    }
    assertEqualToExpected(out);
  }

  @Test
  void aKilledChildProcessCostsOneAttempt() throws IOException, InterruptedException {
    final Path out = folder.resolve("killed child");
    final Path log = folder.resolve("killed-child.log");
    try (TestCluster cluster = new TestCluster(folder.resolve("cluster3"), 1)) {
      final Process driver = TestCluster.driver(log, arguments(cluster, out));
      await(driver, () -> cluster.hasEngine(0) && !results(out).isEmpty());
      assertTrue(results(out).size() < RESULTS, "No task was left");
      cluster.killEngines(0);
      assertEquals(0, end(driver), () -> text(log));
    }
    assertEqualToExpected(out);
    assertEquals(Map.of("done", RESULTS), outcomes(out));
    assertEquals(Map.of("1", RESULTS - 1, "2", 1), attempts(out));
  }

  private static List<String> arguments(final TestCluster cluster, final Path out) {
    final List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("batch", contents.toString(), styles.toString()));
    arguments.addAll(List.of("-o", out.toString(), "--master", cluster.url()));
    arguments.addAll(List.of("--conf", "spark.executor.cores=1"));
    arguments.addAll(SETTINGS);
    return arguments;
  }

  /** Every result is there, whole, and no other file. */
  private static void assertEqualToExpected(final Path out) throws IOException {
    final Map<String, byte[]> actual = results(out);
    assertEquals(expected.keySet(), actual.keySet());
    expected.forEach((name, bytes) -> assertArrayEquals(bytes, actual.get(name), name));
    try (Stream<Path> files = Files.list(out)) {
      assertEquals(RESULTS + 1, files.count(), "results and report");
    }
  }

  private static Map<String, Integer> outcomes(final Path out) throws IOException {
    return column(out, 3);
  }

  private static Map<String, Integer> attempts(final Path out) throws IOException {
    return column(out, 6);
  }

  /** Counts the values of a column of the report. */
  private static Map<String, Integer> column(final Path out, final int index) throws IOException {
    final List<String> rows = Files.readAllLines(out.resolve("report.csv"));
    return rows.subList(1, rows.size()).stream()
        .collect(Collectors.toMap(row -> row.split(",")[index], row -> 1, Integer::sum));
  }

  private static Map<String, byte[]> results(final Path out) {
    final Map<String, byte[]> results = new TreeMap<>();
    for (final Path file : tiffs(out)) results.put(file.getFileName().toString(), bytes(file));
    return results;
  }

  private static Map<String, FileTime> times(final Path out) throws IOException {
    final Map<String, FileTime> times = new TreeMap<>();
    for (final Path file : tiffs(out))
      times.put(file.getFileName().toString(), Files.getLastModifiedTime(file));
    return times;
  }

  private static List<Path> tiffs(final Path out) {
    if (!Files.isDirectory(out)) return List.of();
    try (Stream<Path> files = Files.list(out)) {
      return files.filter(file -> file.getFileName().toString().matches("[^.].*\\.tif")).toList();
    } catch (final IOException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] bytes(final Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (final IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String text(final Path file) {
    return new String(bytes(file));
  }

  private static void await(final Process driver, final BooleanSupplier condition)
      throws InterruptedException {
    while (driver.isAlive() && !condition.getAsBoolean()) Thread.sleep(100);
  }

  private static int end(final Process process) throws InterruptedException {
    assertTrue(process.waitFor(MINUTES, TimeUnit.MINUTES), "The process did not end");
    return process.exitValue();
  }

  private static Path images(final String name, final int count, final int seed)
      throws IOException {
    final Path images = Files.createDirectories(folder.resolve(name));
    final Random random = new Random(seed);
    for (int i = 0; i < count; i++) {
      final BufferedImage image = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
      final int shift = random.nextInt(255);
      for (int y = 0; y < 64; y++)
        for (int x = 0; x < 64; x++)
          image.setRGB(x, y, (x * 4 + shift) % 256 << 16 | (y * (i + 1)) % 256 << 8 | x * y % 256);
      ImageIO.write(image, "png", images.resolve(name + i + ".png").toFile());
    }
    return images;
  }
}
