package sc.fiji.styletransfer.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.ImageStack;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scijava.Context;
import org.scijava.command.CommandModule;
import org.scijava.command.CommandService;
import sc.fiji.styletransfer.image.read.ImageFileReader;
import sc.fiji.styletransfer.job.RunRecord;

/** Real images through the command into a file and back. */
@Tag("slow")
class RealImagesTest {

  @ParameterizedTest
  @CsvSource({
    "../shared/images/colocsample1b-green.tif, 8, 33",
    "../shared/images/head.tif, 32, 1",
    "../shared/images/leaf.tif, 24, 1",
    "test-images/cells.tif, 16, 12"
  })
  void depthPlanesCalibrationAndLabelsSurviveARunAndItsFile(
      final Path file, final int bits, final int planes, @TempDir final Path folder)
      throws Exception {
    assumeTrue(Files.exists(file), file + " is not here");
    final ImagePlus image = new ImageFileReader().open(file);
    assertEquals(bits, image.getBitDepth());
    assertEquals(planes, image.getStackSize());
    compare(image, stylise(image, "own-depth", folder));
  }

  @Test
  void aCompositeComesBackAsOneOrAsDisplayed(@TempDir final Path folder) throws Exception {
    final ImageStack cells =
        new ImageFileReader().open(Path.of("test-images/cells.tif")).getStack();
    final ImageStack channels = new ImageStack(cells.getWidth(), cells.getHeight());
    channels.addSlice("nuclei", cells.getProcessor(1));
    channels.addSlice("membranes", cells.getProcessor(6));
    final ImagePlus stack = new ImagePlus("two channels", channels);
    stack.setDimensions(2, 1, 1);
    final CompositeImage composite = new CompositeImage(stack, CompositeImage.COMPOSITE);
    final ImagePlus result = stylise(composite, "own-depth", folder);
    compare(composite, result);
    assertEquals(2, result.getNChannels());
    for (int c = 1; c <= 2; c++) {
      composite.setC(c);
      result.setC(c);
      assertEquals(composite.getDisplayRangeMax(), result.getDisplayRangeMax());
      assertArrayEquals(
          composite.getChannelLut(c).getBytes(),
          ((CompositeImage) result).getChannelLut(c).getBytes());
    }
    final ImagePlus displayed = stylise(composite, "as-displayed", folder);
    assertEquals(24, displayed.getBitDepth());
    assertEquals(1, displayed.getStackSize());
  }

  /** Runs the command, which writes a file, and opens that. */
  private static ImagePlus stylise(final ImagePlus image, final String result, final Path folder)
      throws Exception {
    final ImagePlus before = image.duplicate();
    final File saved = folder.resolve("saved.tif").toFile();
    try (Context context = new Context()) {
      final CommandModule module =
          context
              .service(CommandService.class)
              .run(
                  ExpertCommand.class,
                  true,
                  "content",
                  image,
                  "stylefile",
                  new File("test-images/woodcut.png"),
                  "size",
                  48,
                  "iterations",
                  2,
                  "result",
                  result,
                  "saveas",
                  saved)
              .get();
      assertFalse(module.isCanceled(), module.getCancelReason());
    }
    assertSameImage(before, image);
    final ImagePlus stylised = new ImageFileReader().open(saved.toPath());
    assertEquals("48", RunRecord.read(stylised).get("size"));
    return stylised;
  }

  /** A calibrated image keeps its physical width; an uncalibrated one stays uncalibrated. */
  private static void compareExtent(final ImagePlus image, final ImagePlus result) {
    final double pixelWidth = result.getCalibration().pixelWidth;
    final double width = image.getWidth() * image.getCalibration().pixelWidth;
    if (image.getCalibration().scaled())
      assertEquals(width, result.getWidth() * pixelWidth, 1e-4 * width);
    else assertEquals(1, pixelWidth);
  }

  private static void compare(final ImagePlus image, final ImagePlus result) {
    assertEquals(image.getBitDepth(), result.getBitDepth());
    for (int d = 2; d < 5; d++) assertEquals(image.getDimensions()[d], result.getDimensions()[d]);
    assertEquals(48, Math.max(result.getWidth(), result.getHeight()));
    assertEquals(image.isComposite(), result.isComposite());
    assertEquals(image.getCalibration().getUnit(), result.getCalibration().getUnit());
    compareExtent(image, result);
    // ImageJ makes up a label for a single plane, of its title and text.
    for (int plane = 1; image.getStackSize() > 1 && plane <= image.getStackSize(); plane++)
      assertEquals(
          String.valueOf(image.getStack().getSliceLabel(plane)),
          String.valueOf(result.getStack().getSliceLabel(plane)));
    assertTrue(result.getStatistics().stdDev > 0);
    assertNotEquals(image.getTitle(), result.getTitle());
  }

  private static void assertSameImage(final ImagePlus before, final ImagePlus after) {
    for (int plane = 1; plane <= before.getStackSize(); plane++)
      for (int i = 0; i < before.getProcessor().getPixelCount(); i++)
        assertEquals(
            before.getStack().getProcessor(plane).getf(i),
            after.getStack().getProcessor(plane).getf(i));
  }
}
