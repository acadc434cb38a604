package sc.fiji.styletransfer.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What does not work ends with one sentence on the driver, and leaves no half result. */
@Tag("cluster")
class BadInputClusterTest {

  @TempDir static Path folder;

  private static TestCluster cluster;
  private static Path images;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    images = Files.createDirectories(folder.resolve("images"));
    final BufferedImage image = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 64 * 64; i++) image.setRGB(i % 64, i / 64, i * 4099);
    ImageIO.write(image, "png", images.resolve("a.png").toFile());
    cluster = new TestCluster(folder.resolve("cluster"), 1);
  }

  @AfterAll
  static void stop() {
    if (cluster != null) cluster.close();
  }

  @Test
  void aMasterThatIsNotReachable() throws IOException, InterruptedException {
    assertSentence("is not reachable", "spark://127.0.0.1:1", TestCluster.jars());
  }

  @Test
  void aMissingNativeLibrary() throws IOException, InterruptedException {
    assertSentence("native library of the engine", cluster.url(), TestCluster.jars().subList(0, 1));
  }

  @Test
  void jarsOfDifferentVersions() throws IOException, InterruptedException {
    final List<String> jars = new ArrayList<>(TestCluster.jars());
    jars.set(0, otherVersion(Path.of(jars.get(0))).toString());
    assertSentence("different versions", cluster.url(), jars);
  }

  @Test
  void tooLittleMemoryBesideTheHeap() throws IOException, InterruptedException {
    assertSentence(
        "spark.executor.memoryOverhead is 10 MB",
        cluster.url(),
        TestCluster.jars(),
        "--conf=spark.executor.memoryOverhead=10m");
  }

  @Test
  void tooLittleHeap() throws IOException, InterruptedException {
    assertSentence(
        "too small for Spark",
        cluster.url(),
        TestCluster.jars(),
        "--conf=spark.executor.memory=100m");
  }

  @Test
  void anExecutorThatCannotWrite() throws IOException, InterruptedException {
    final List<String> jars = new ArrayList<>(TestCluster.jars());
    jars.add(jarOf(ReadOnlyOnExecutors.class).toString());
    assertSentence(
        "cannot write to the folder",
        cluster.url(),
        jars,
        "--output=" + ReadOnlyOnExecutors.SCHEME + ":" + folder.resolve("out"),
        "--conf=spark.hadoop.fs.%s.impl=%s"
            .formatted(ReadOnlyOnExecutors.SCHEME, ReadOnlyOnExecutors.class.getName()));
  }

  private static Path jarOf(final Class<?> type) throws IOException {
    final String name = type.getName().replace('.', '/') + ".class";
    final Path jar = folder.resolve(type.getSimpleName() + ".jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
        InputStream in = type.getClassLoader().getResourceAsStream(name)) {
      out.putNextEntry(new JarEntry(name));
      in.transferTo(out);
    }
    return jar;
  }

  /** A jar in which only the time of the build differs. */
  private static Path otherVersion(final Path jar) throws IOException {
    final Path other = Files.copy(jar, folder.resolve("other.jar"));
    try (FileSystem content = FileSystems.newFileSystem(other)) {
      Files.writeString(content.getPath("stylize-spark.properties"), "build=0.0.1 yesterday");
    }
    return other;
  }

  private static void assertSentence(
      final String part, final String master, final List<String> jars, final String... more)
      throws IOException, InterruptedException {
    final Path out = folder.resolve("out");
    final Path log = folder.resolve("driver.log");
    final List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("batch", images.toString(), images.resolve("a.png").toString()));
    arguments.addAll(List.of("--master", master, "--size=64"));
    arguments.addAll(List.of("--iterations=1", "--preset=gatys"));
    arguments.addAll(List.of("--conf=spark.executor.cores=1"));
    arguments.addAll(List.of(more));
    if (Stream.of(more).noneMatch(option -> option.startsWith("--output=")))
      arguments.add("--output=" + out);
    final Process driver = TestCluster.driver(log, jars, arguments);
    assertTrue(driver.waitFor(10, TimeUnit.MINUTES));
    final String text = Files.readString(log);
    assertEquals(1, driver.exitValue(), text);
    final List<String> sentences = text.lines().filter(line -> line.contains(part)).toList();
    assertEquals(1, sentences.size(), text);
    assertTrue(!text.contains("\tat "), text);
    assertEquals(List.of(), results(out));
  }

  private static List<Path> results(final Path out) throws IOException {
    if (!Files.exists(out)) return List.of();
    try (Stream<Path> files = Files.list(out)) {
      return files.filter(file -> !file.endsWith("report.csv")).toList();
    }
  }
}
