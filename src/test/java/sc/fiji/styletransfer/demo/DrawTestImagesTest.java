package sc.fiji.styletransfer.demo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.io.Opener;
import ij.measure.Calibration;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Checks that the committed files hold exactly the pixels that the code draws. */
@Tag("slow")
class DrawTestImagesTest {

  private static final Path FOLDER = Path.of("test-images");

  static List<Picture> pictures() {
    return DrawTestImages.pictures();
  }

  @ParameterizedTest
  @MethodSource("pictures")
  void committedPictureIsTheDrawnOne(final Picture picture) throws IOException {
    final BufferedImage committed = ImageIO.read(FOLDER.resolve(picture.fileName()).toFile());
    final BufferedImage drawn = picture.draw();
    assertEquals(drawn.getWidth(), committed.getWidth());
    assertEquals(drawn.getHeight(), committed.getHeight());
    assertArrayEquals(pixels(drawn), pixels(committed), picture.fileName());
  }

  @Test
  void committedStackIsTheDrawnOne() {
    final ImagePlus committed = open();
    final ImagePlus drawn = new FluorescenceStack().draw();
    assertEquals(drawn.getStackSize(), committed.getStackSize());
    for (int slice = 1; slice <= drawn.getStackSize(); slice++)
      assertArrayEquals(
          (short[]) drawn.getStack().getPixels(slice),
          (short[]) committed.getStack().getPixels(slice),
          "slice " + slice);
  }

  @Test
  void stackKeepsDepthCalibrationAndLabels() {
    final ImagePlus stack = open();
    final Calibration calibration = stack.getCalibration();
    assertEquals(16, stack.getBitDepth());
    assertArrayEquals(new int[] {160, 144, 1, 12, 1}, stack.getDimensions());
    assertEquals("micron", calibration.getUnit());
    assertEquals(0.2, calibration.pixelWidth, 1e-9);
    assertEquals(0.2, calibration.pixelHeight, 1e-9);
    assertEquals(0.5, calibration.pixelDepth, 1e-9);
    assertEquals("z=0.0 um", stack.getStack().getSliceLabel(1));
    assertEquals("z=5.5 um", stack.getStack().getSliceLabel(12));
  }

  @Test
  void stackKeepsDisplayRangeAndGreenTable() {
    final ImagePlus stack = open();
    assertEquals(170, stack.getDisplayRangeMin());
    assertEquals(2400, stack.getDisplayRangeMax());
    final int brightest = stack.getProcessor().getColorModel().getRGB(255) & 0xffffff;
    assertEquals(0x00ff00, brightest);
  }

  @Test
  void stackIsBrightestInTheMiddleAndNeverSaturates() {
    final ImagePlus stack = open();
    final double middle = stack.getStack().getProcessor(6).getStats().mean;
    assertTrue(middle > 2 * stack.getStack().getProcessor(12).getStats().mean);
    assertTrue(stack.getStack().getProcessor(6).getStats().max > 2400);
    assertTrue(stack.getStack().getProcessor(6).getStats().max < 65535);
  }

  @Test
  void folderStaysUnderThreeMegabytes() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      assertTrue(files.mapToLong(file -> file.toFile().length()).sum() < 3_000_000);
    }
  }

  private static ImagePlus open() {
    return new Opener().openImage(FOLDER.resolve(FluorescenceStack.FILE_NAME).toString());
  }

  private static int[] pixels(final BufferedImage image) {
    return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
  }
}
