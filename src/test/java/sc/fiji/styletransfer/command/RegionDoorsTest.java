package sc.fiji.styletransfer.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import java.awt.Color;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.Context;
import org.scijava.command.CommandModule;
import org.scijava.command.CommandService;
import sc.fiji.styletransfer.cli.Stylize;
import sc.fiji.styletransfer.image.read.ImageFileReader;
import sc.fiji.styletransfer.image.write.ImageFileWriter;
import sc.fiji.styletransfer.job.RunRecord;

/** Regions through the front doors: what is in them changes as it should, and nothing else. */
class RegionDoorsTest {

  private static final int WIDTH = 64;
  private static final int HEIGHT = 32;

  /** Pixels over which a region fades into what is kept. */
  private static final int FADE = 4;

  private static final Roi LEFT = new Roi(0, 0, WIDTH / 2, HEIGHT);
  private static final Roi RIGHT = new Roi(WIDTH / 2, 0, WIDTH / 2, HEIGHT);

  @TempDir Path folder;

  private static ImagePlus grey(final String title) {
    return noisy(title, new Color(128, 128, 128), new Color(128, 128, 128));
  }

  /** Noise around one colour in the left half and around another in the right half. */
  private static ImagePlus noisy(final String title, final Color left, final Color right) {
    final ColorProcessor pixels = new ColorProcessor(WIDTH, HEIGHT);
    final Random random = new Random(title.hashCode());
    for (int i = 0; i < pixels.getPixelCount(); i++) {
      final Color colour = i % WIDTH < WIDTH / 2 ? left : right;
      final int noise = random.nextInt(40) - 20;
      pixels.set(
          i,
          new Color(
                  clamp(colour.getRed() + noise),
                  clamp(colour.getGreen() + noise),
                  clamp(colour.getBlue() + noise))
              .getRGB());
    }
    return new ImagePlus(title, pixels);
  }

  private static int clamp(final int value) {
    return Math.max(0, Math.min(255, value));
  }

  private static ImagePlus with(final ImagePlus image, final Roi... rois) {
    image.setOverlay(new Overlay());
    Arrays.stream(rois).forEach(image.getOverlay()::add);
    return image;
  }

  private static Roi named(final String name, final Roi where) {
    final Roi roi = (Roi) where.clone();
    roi.setName(name);
    return roi;
  }

  private static CommandModule run(final Object... inputs) throws Exception {
    try (Context context = new Context()) {
      return context.service(CommandService.class).run(ExpertCommand.class, true, inputs).get();
    }
  }

  private static ImagePlus stylise(final ImagePlus content, final ImagePlus style)
      throws Exception {
    final CommandModule module =
        run(
            "content",
            content,
            "styleimage",
            style,
            "contentlabels",
            "overlay",
            "stylelabels",
            "overlay",
            "network",
            "random",
            "contentweight",
            0.0,
            "stylelayers",
            "conv1_1:1", // colour above all
            "iterations",
            40);
    assertFalse(module.isCanceled(), module.getCancelReason());
    return (ImagePlus) module.getOutput("output");
  }

  /** Mean of red minus green. */
  private static double redness(final ImagePlus image, final Roi where) {
    final ColorProcessor pixels = (ColorProcessor) image.getProcessor();
    return mean(pixels.getChannel(1, null), where) - mean(pixels.getChannel(2, null), where);
  }

  private static double mean(final ByteProcessor channel, final Roi where) {
    channel.setRoi(where);
    return channel.getStatistics().mean;
  }

  @Test
  void regionsOfOneNameArePaired() throws Exception {
    final ImagePlus style =
        with(
            noisy("style", new Color(200, 60, 60), new Color(60, 200, 60)),
            named("red", LEFT),
            named("green", RIGHT));
    final ImagePlus same =
        stylise(with(grey("content"), named("red", LEFT), named("green", RIGHT)), style);
    final ImagePlus crossed =
        stylise(with(grey("content"), named("green", LEFT), named("red", RIGHT)), style);
    assertTrue(redness(same, LEFT) > redness(same, RIGHT) + 2);
    assertTrue(redness(crossed, RIGHT) > redness(crossed, LEFT) + 2);
    assertEquals("overlay", RunRecord.read(same).get("contentlabels"));
  }

  @Test
  void nothingOutsideTheRegionsChanges() throws Exception {
    final ImagePlus content = with(grey("content"), named("here", LEFT));
    final ImagePlus style =
        with(noisy("style", Color.ORANGE, Color.BLUE), named("here", RIGHT), named("rest", LEFT));
    assertOnlyTheLeftChanged(content, stylise(content, style));
  }

  private static void assertOnlyTheLeftChanged(final ImagePlus before, final ImagePlus after) {
    int changed = 0;
    for (int y = 0; y < HEIGHT; y++)
      for (int x = 0; x < WIDTH; x++) {
        final boolean same = before.getProcessor().get(x, y) == after.getProcessor().get(x, y);
        if (x >= WIDTH / 2 + FADE) assertTrue(same, x + ", " + y);
        else if (!same) changed++;
      }
    assertTrue(changed > HEIGHT * WIDTH / 4, changed + " changed");
  }

  @Test
  void aRegionWithoutPartnerIsNamed() throws Exception {
    final CommandModule module =
        run(
            "content",
            with(grey("content"), named("sky", LEFT)),
            "styleimage",
            with(grey("style"), named("sea", LEFT)),
            "contentlabels",
            "overlay",
            "stylelabels",
            "overlay");
    assertEquals(
        "Region 'sky' of the content has no counterpart in the style images, whose regions are"
            + " 'sea'. Draw a region 'sky' in one of them.",
        module.getCancelReason());
  }

  @Test
  void anImageWithoutRegionsIsNamed() throws Exception {
    final CommandModule module =
        run("content", grey("content"), "styleimage", grey("style"), "contentlabels", "overlay");
    assertTrue(
        module.getCancelReason().startsWith("No region of 'content' has an inside"),
        module.getCancelReason());
  }

  @Test
  void theCommandLineTakesLabelImages() {
    final ImagePlus content = grey("content");
    final Path contentFile = write(content, "content.png");
    final Path styleFile = write(noisy("style", Color.ORANGE, Color.BLUE), "style.png");
    final Path contentLabels = write(labels(LEFT, WIDTH), "content labels.tif");
    final Path styleLabels = write(labels(RIGHT, WIDTH), "style labels.tif");
    final Path result = folder.resolve("out.png");
    assertEquals("", stylize(contentFile, styleFile, result, "" + contentLabels, "" + styleLabels));
    assertOnlyTheLeftChanged(content, new ImageFileReader().open(result));
  }

  @Test
  void withoutLabelsOfStylesTheNthRegionTakesTheNthStyle() {
    final ImagePlus content = grey("content");
    final Path contentFile = write(content, "content.png");
    final Path styleFile = write(noisy("style", Color.ORANGE, Color.BLUE), "style.png");
    final Path labels = write(labels(LEFT, WIDTH), "labels.tif");
    final Path result = folder.resolve("out.png");
    assertEquals("", stylize(contentFile, styleFile, result, "" + labels, "none"));
    assertOnlyTheLeftChanged(content, new ImageFileReader().open(result));
  }

  @Test
  void theCommandLineSaysWhatDoesNotFit() {
    final Path content = write(grey("content"), "content.png");
    final Path small = write(labels(LEFT, WIDTH - 1), "small.tif");
    final Path result = folder.resolve("out.png");
    final String size = stylize(content, content, result, small.toString(), "none");
    assertTrue(size.contains("63 × 32 pixels and 'content.png' has 64 × 32"), size);
    final String missing = stylize(content, content, result, "nowhere.tif", "none");
    assertTrue(missing.contains("'nowhere.tif'"), missing);
    final String oneSided = stylize(content, content, result, "none", "overlay");
    assertTrue(oneSided.contains("The style has regions and the content has none"), oneSided);
  }

  private static ImagePlus labels(final Roi where, final int width) {
    final ByteProcessor labels = new ByteProcessor(width, HEIGHT);
    labels.setValue(1);
    labels.fill(where);
    return new ImagePlus("labels", labels);
  }

  private Path write(final ImagePlus image, final String name) {
    final Path file = folder.resolve(name);
    new ImageFileWriter().write(image, file);
    return file;
  }

  /** Runs the command line and returns what is wrong, or nothing. */
  private static String stylize(
      final Path content,
      final Path style,
      final Path result,
      final String contentLabels,
      final String styleLabels) {
    final StringWriter err = new StringWriter();
    final List<String> arguments =
        new ArrayList<>(List.of("" + content, "" + style, "-o", "" + result));
    arguments.addAll(List.of("--iterations", "3"));
    arguments.addAll(List.of("--content-labels", contentLabels, "--style-labels", styleLabels));
    final int code =
        Stylize.commandLine()
            .setErr(new PrintWriter(err))
            .execute(arguments.toArray(String[]::new));
    return code == 0 ? "" : err.toString();
  }
}
