package sc.fiji.styletransfer.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ij.ImagePlus;
import ij.ImageStack;
import ij.gui.Roi;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scijava.Context;
import org.scijava.script.ScriptService;
import sc.fiji.styletransfer.JavaProcess;
import sc.fiji.styletransfer.command.imagej.ImageJInstallation;
import sc.fiji.styletransfer.display.WindowProcess;
import sc.fiji.styletransfer.image.read.ImageFileReader;
import sc.fiji.styletransfer.image.write.ImageFileWriter;
import sc.fiji.styletransfer.job.RunRecord;

/** Runs each script that Fiji's editor offers under Templates, Style Transfer. */
@Tag("slow")
class ScriptTemplatesTest {

  static final Path TEMPLATES =
      Path.of("src", "main", "resources", "script_templates", "Style_Transfer");

  private static final int SIZE = 32;

  @TempDir private Path folder;

  private Path images;
  private Path styles;
  private Path results;

  @BeforeEach
  void drawPictures() throws IOException {
    images = Files.createDirectory(folder.resolve("my images"));
    styles = Files.createDirectory(folder.resolve("my styles"));
    results = Files.createDirectory(folder.resolve("my results"));
    final ImageFileWriter writer = new ImageFileWriter();
    writer.write(StyleTransferCommandTest.picture("", 1), images.resolve("content.png"));
    writer.write(StyleTransferCommandTest.picture("", 2), styles.resolve("a style.png"));
    writer.write(StyleTransferCommandTest.picture("", 3), styles.resolve("other style.png"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"groovy", "py"})
  void oneImage(final String language) throws Exception {
    final ImagePlus stylised = stylised("One_Image." + language, "styleFile", style());
    assertEquals(SIZE, stylised.getWidth());
    assertEquals("2", RunRecord.read(stylised).get("iterations"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"groovy", "py"})
  void folder(final String language) throws Exception {
    final Object report =
        run(
            "Folder." + language,
            "report",
            "images",
            images.toFile(),
            "styles",
            styles.toFile(),
            "results",
            results.toFile(),
            "size",
            SIZE);
    assertTrue(report.toString().contains("content-a style.png"), report::toString);
    assertEquals(List.of("content-a style.png", "content-other style.png"), names(results));
  }

  @ParameterizedTest
  @ValueSource(strings = {"groovy", "py"})
  void severalStyles(final String language) throws Exception {
    final ImagePlus stack = stylised("Several_Styles." + language, "styles", styles.toFile());
    assertEquals(2, stack.getStackSize());
    assertEquals("other style.png", stack.getStack().getSliceLabel(2));
  }

  /** Opens a ROI Manager, and with it a window, in a virtual machine of its own. */
  @ParameterizedTest
  @ValueSource(strings = {"groovy", "py"})
  void regions(final String language) throws Exception {
    assumeTrue(WindowProcess.canOpenWindows(), WindowProcess.NO_WINDOWS);
    final Path result = results.resolve("regions.tif");
    final Process process =
        JavaProcess.of(
                RegionScript.class,
                "1g",
                TEMPLATES.resolve("Regions_of_the_ROI_Manager." + language).toString(),
                images.resolve("content.png").toString(),
                styles.toString(),
                result.toString())
            .inheritIO()
            .start();
    assertEquals(0, process.waitFor());
    assertOnlyRegionsChanged(new ImageFileReader().open(result));
  }

  private void assertOnlyRegionsChanged(final ImagePlus stylised) {
    final ImagePlus content = new ImageFileReader().open(images.resolve("content.png"));
    for (final Roi region : RegionScript.REGIONS)
      assertFalse(same(content, stylised, region), region::toString);
    assertTrue(same(content, stylised, new Roi(24, 0, 8, 8)));
  }

  private static boolean same(final ImagePlus one, final ImagePlus other, final Roi where) {
    final var box = where.getBounds();
    for (int y = box.y; y < box.getMaxY(); y++)
      for (int x = box.x; x < box.getMaxX(); x++)
        // The highest byte is of no meaning.
        if ((one.getProcessor().get(x, y) ^ other.getProcessor().get(x, y)) << 8 != 0) return false;
    return true;
  }

  @ParameterizedTest
  @ValueSource(strings = {"groovy", "py"})
  void timeSeries(final String language) throws Exception {
    final ImageStack frames = new ImageStack(SIZE, SIZE);
    for (int seed = 1; seed <= 2; seed++)
      frames.addSlice(StyleTransferCommandTest.picture("", seed).getProcessor());
    final ImagePlus series = new ImagePlus("series", frames);
    series.setDimensions(1, 1, 2);
    final ImagePlus stylised =
        (ImagePlus)
            run("Time_Series." + language, "stylised", inputs(series, "styleFile", style()));
    assertEquals(2, stylised.getNFrames());
    assertEquals("true", RunRecord.read(stylised).get("neighbour"));
  }

  /** One ImageJ runs all five macros. */
  @Test
  void macrosInPlainImageJ() throws Exception {
    assumeTrue(WindowProcess.canOpenWindows(), WindowProcess.NO_WINDOWS);
    writeMacro("One_Image.ijm", "styleFile", style());
    writeMacro("Time_Series.ijm", "styleFile", style());
    writeMacro("Several_Styles.ijm", "styles", styles + File.separator);
    ScriptText.of(TEMPLATES.resolve("Regions_of_the_ROI_Manager.ijm"))
        .with("styles", styles + File.separator)
        .with("iterations", 2)
        .writeTo(folder);
    ScriptText.of(TEMPLATES.resolve("Folder.ijm"))
        .with("images", images + File.separator)
        .with("styles", styles + File.separator)
        .with("results", results + File.separator)
        .with("size", SIZE)
        .with("iterations", 2)
        .writeTo(folder);
    final Properties found =
        new ImageJInstallation(Path.of("target", "templates-imagej"))
            .play(List.of("templates", folder.toString()));
    assertEquals("32x32x1", found.getProperty("One_Image.ijm"), found::toString);
    assertEquals("32x32x2", found.getProperty("Several_Styles.ijm"), found::toString);
    assertEquals("32x32x3", found.getProperty("Time_Series.ijm"), found::toString);
    assertEquals("changed, changed, same", found.getProperty("regions"), found::toString);
    assertEquals(List.of("content-a style.png", "content-other style.png"), names(results));
  }

  private void writeMacro(final String name, final String key, final Object value)
      throws IOException {
    ScriptText.of(TEMPLATES.resolve(name))
        .with(key, value)
        .with("size", SIZE)
        .with("iterations", 2)
        .writeTo(folder);
  }

  /** Fiji shows underscores in names as spaces; each task is there in each language. */
  @Test
  void eachTaskIsThereInEachLanguage() throws IOException {
    final List<String> tasks =
        List.of(
            "Folder", "One_Image", "Regions_of_the_ROI_Manager", "Several_Styles", "Time_Series");
    final TreeSet<String> expected = new TreeSet<>();
    for (final String task : tasks)
      for (final String language : List.of("groovy", "ijm", "py"))
        expected.add(task + "." + language);
    assertEquals(List.copyOf(expected), names(TEMPLATES));
  }

  private File style() {
    return styles.resolve("a style.png").toFile();
  }

  private static List<String> names(final Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private ImagePlus stylised(final String script, final String key, final File value)
      throws Exception {
    final ImagePlus content = StyleTransferCommandTest.picture("content", 1);
    final Object before = content.getProcessor().getPixelsCopy();
    final ImagePlus stylised = (ImagePlus) run(script, "stylised", inputs(content, key, value));
    assertArrayEquals((int[]) before, (int[]) content.getProcessor().getPixels());
    return stylised;
  }

  private static Object[] inputs(final ImagePlus content, final String key, final File value) {
    return new Object[] {"content", content, key, value, "size", SIZE};
  }

  private static Object run(final String script, final String output, final Object... inputs)
      throws Exception {
    final List<Object> all = new ArrayList<>(List.of(inputs));
    all.addAll(List.of("iterations", 2));
    try (Context context = new Context()) {
      return context
          .service(ScriptService.class)
          .run(TEMPLATES.resolve(script).toFile(), true, all.toArray())
          .get()
          .getOutput(output);
    }
  }
}
