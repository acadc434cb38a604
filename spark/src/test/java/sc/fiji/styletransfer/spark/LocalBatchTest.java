package sc.fiji.styletransfer.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.ImageStack;
import ij.io.FileSaver;
import ij.process.ShortProcessor;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The command line without a cluster: stacks, files that are no images, and a dry run. */
@Tag("cluster")
class LocalBatchTest {

  private static final int SIDE = 64;
  private static final int PLANES = 3;

  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private Path contents;
  private Path style;

  @BeforeEach
  void writeImages() throws IOException {
    contents = Files.createDirectories(folder.resolve("contents"));
    new FileSaver(stack()).saveAsTiff(contents.resolve("stack.tif").toString());
    style = folder.resolve("style.png");
    ImageIO.write(plane(5).convertToByteProcessor().getBufferedImage(), "png", style.toFile());
  }

  @Test
  void sharedPlanesGiveTheSameFile() throws IOException {
    assertEquals(0, run("whole"), out::toString);
    assertEquals(0, run("shared", "--planes"), out::toString);
    final String name = "stack-style.tif";
    assertArrayEquals(
        Files.readAllBytes(folder.resolve("whole").resolve(name)),
        Files.readAllBytes(folder.resolve("shared").resolve(name)));
    assertEquals(List.of("report.csv", name), names("shared"));
    // A driver may be killed after the result is published and before the parts are deleted.
    Files.createDirectory(folder.resolve("shared").resolve("." + name + ".planes"));
    assertEquals(0, run("shared", "--planes"), out::toString);
    assertEquals(List.of("report.csv", name), names("shared"));
    assertTrue(Files.readString(folder.resolve("shared/report.csv")).contains("finished before"));
  }

  @Test
  void aBadImageIsARow() throws IOException {
    Files.write(contents.resolve("bad.png"), new byte[] {1, 2, 3});
    assertEquals(1, run("bad"));
    final String report = Files.readString(folder.resolve("bad/report.csv"));
    assertTrue(report.lines().anyMatch(row -> row.contains("bad.png") && row.contains("failed")));
    assertTrue(report.lines().anyMatch(row -> row.contains("stack.tif") && row.contains("done")));
    assertTrue(out.toString().contains("1 done, 0 finished before, 1 failed"), out::toString);
  }

  @Test
  void aDryRunComputesNothing() {
    assertEquals(0, run("dry", "--dry-run"));
    assertTrue(out.toString().contains("stack-style.tif"), out::toString);
    assertTrue(out.toString().contains("Memory per executor"), out::toString);
    assertTrue(!Files.exists(folder.resolve("dry")));
  }

  private int run(final String output, final String... more) {
    final List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("batch", contents.toString(), style.toString()));
    arguments.addAll(List.of("-o", folder.resolve(output).toString(), "--master=local[1]"));
    arguments.addAll(List.of("--size=64", "--iterations=2", "--preset=gatys"));
    arguments.addAll(List.of("--content-layers=conv2_1", "--style-layers=conv1_1,conv2_1"));
    arguments.addAll(List.of(more));
    final CommandLine command = StylizeSpark.commandLine();
    command.setOut(new PrintWriter(out)).setErr(new PrintWriter(out));
    return command.execute(arguments.toArray(String[]::new));
  }

  private List<String> names(final String output) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve(output))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static ImagePlus stack() {
    final ImageStack planes = new ImageStack(SIDE, SIDE);
    for (int i = 0; i < PLANES; i++) planes.addSlice("plane " + i, plane(i));
    final ImagePlus image = new ImagePlus("stack", planes);
    image.getCalibration().pixelWidth = 0.5;
    image.getCalibration().zOrigin = 1;
    image.setDisplayRange(0, 20_000);
    return image;
  }

  private static ShortProcessor plane(final int seed) {
    final ShortProcessor plane = new ShortProcessor(SIDE, SIDE);
    for (int y = 0; y < SIDE; y++)
      for (int x = 0; x < SIDE; x++) plane.set(x, y, (x * (seed + 3) * 97 + y * y * 3) % 20_000);
    return plane;
  }
}
