package sc.fiji.styletransfer.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static sc.fiji.styletransfer.image.TestImages.assertSamePlanes;
import static sc.fiji.styletransfer.image.TestImages.shown;

import ij.ImagePlus;
import ij.gui.OvalRoi;
import ij.gui.Roi;
import ij.process.ImageProcessor;
import ij.process.LUT;
import java.awt.Color;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the stylizer changes nothing, nothing changes; and the original never does. */
class ImageRoundTripTest {

  private static final ImageOptions OWN = ImageOptions.defaults().withKind(ResultKind.OWN_DEPTH);
  private static final ImageOptions SHOWN =
      ImageOptions.defaults().withKind(ResultKind.AS_DISPLAYED);

  @ParameterizedTest
  @CsvSource({
    "8,1,1,1",
    "8,1,3,1",
    "8,1,1,4",
    "8,2,1,1",
    "8,7,2,2",
    "16,1,1,1",
    "16,1,3,2",
    "16,2,3,1",
    "16,3,1,2",
    "24,1,1,1",
    "24,1,3,1",
    "24,1,2,2",
    "32,1,1,1",
    "32,1,4,1",
    "32,5,2,2"
  })
  void identityGivesEveryPlaneBack(
      final int bitDepth, final int channels, final int slices, final int frames) {
    final ImagePlus image = TestImages.hyperstack(bitDepth, channels, slices, frames);
    final ImagePlus result = stylize(image, Stylizers::identity, OWN);
    assertSamePlanes(image, result);
    assertArrayEquals(image.getDimensions(), result.getDimensions());
    assertEquals(image.isHyperStack(), result.isHyperStack());
    assertEquals(image.isComposite(), result.isComposite());
    assertArrayEquals(image.getStack().getSliceLabels(), result.getStack().getSliceLabels());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void identityHoldsForAnyRangeLutAndRoi(final long seed) {
    final Random random = new Random(seed);
    for (final int bitDepth : new int[] {8, 16, 32}) {
      final int width = 1 + random.nextInt(12);
      final int height = 1 + random.nextInt(12);
      final ImagePlus image =
          new ImagePlus("random", TestImages.plane(bitDepth, width, height, seed));
      final LUT lut = TestImages.lut(new Color(random.nextInt(1 << 24)));
      image.getProcessor().setLut(random.nextBoolean() ? lut : lut.createInvertedLut());
      final double min = random.nextDouble() * 200 - 50;
      image.setDisplayRange(min, min + random.nextDouble() * 300);
      image.setRoi(new OvalRoi(0, 0, width, height));
      final ImagePlus result = stylize(image, Stylizers::identity, OWN);
      assertSamePlanes(image, result);
      assertEquals(image.getDisplayRangeMin(), result.getDisplayRangeMin());
      assertEquals(image.getDisplayRangeMax(), result.getDisplayRangeMax());
      assertArrayEquals(
          image.getProcessor().getLut().getBytes(), result.getProcessor().getLut().getBytes());
      assertArrayEquals(shown(image), shown(result));
    }
  }

  @ParameterizedTest
  @CsvSource({"8,1", "16,1", "32,1", "8,2", "16,3", "32,7"})
  void identityAsDisplayedLooksTheSame(final int bitDepth, final int channels) {
    final ImagePlus image = TestImages.hyperstack(bitDepth, channels, 2, 2);
    final ImagePlus result = stylize(image, Stylizers::identity, SHOWN);
    assertEquals(24, result.getBitDepth());
    assertEquals(4, result.getStackSize());
    for (int frame = 1; frame <= 2; frame++) {
      for (int slice = 1; slice <= 2; slice++) {
        image.setPosition(1, slice, frame);
        result.setPosition(1, slice, frame);
        assertArrayEquals(shown(image), shown(result));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"colocsample1b-green.tif", "head.tif", "leaf.tif"})
  void identityGivesRealImagesBack(final String name) {
    final ImagePlus image = TestImages.real(name);
    final ImagePlus result = stylize(image, Stylizers::identity, ImageOptions.defaults());
    assertSamePlanes(image, result);
    assertArrayEquals(image.getDimensions(), result.getDimensions());
    assertArrayEquals(shown(image), shown(result));
    assertTrue(image.getCalibration().equals(result.getCalibration()));
    assertEquals(image.getInfoProperty(), result.getInfoProperty());
    assertEquals(name.replace(".tif", "-stylised.tif"), result.getTitle());
  }

  @ParameterizedTest
  @CsvSource({"8,1,3,2", "16,2,2,1", "32,1,1,1", "24,1,2,1"})
  void theOriginalIsNotTouched(
      final int bitDepth, final int channels, final int slices, final int frames) {
    final ImagePlus image = TestImages.hyperstack(bitDepth, channels, slices, frames);
    final ImagePlus copy = TestImages.hyperstack(bitDepth, channels, slices, frames);
    final Roi roi = new OvalRoi(1, 1, 4, 3);
    image.setRoi(roi);
    image.setPosition(channels, slices, frames);
    image.setProperty("Info", "mine");
    image.changes = false;
    final int[] before = shown(image);
    for (final ResultKind kind : ResultKind.values()) {
      final ImagePlus result =
          stylize(image, Stylizers.scaled(2)::stylize, ImageOptions.defaults().withKind(kind));
      assertTrue(result.changes);
      assertSamePlanes(copy, image);
      assertSame(roi, image.getRoi());
      assertEquals(image.getStackIndex(channels, slices, frames), image.getCurrentSlice());
      assertEquals("stack.tif", image.getTitle());
      assertEquals("mine", image.getInfoProperty());
      assertFalse(image.changes);
      assertEquals(copy.getDisplayRangeMin(), image.getDisplayRangeMin());
      assertArrayEquals(before, shown(image));
    }
  }

  @Test
  void aThresholdIsNoPartOfTheLut() {
    for (final int bitDepth : new int[] {8, 16, 32}) {
      final ImagePlus image = new ImagePlus("threshold", TestImages.plane(bitDepth, 6, 5, 1));
      image.setDisplayRange(0, 200);
      final byte[] lut = image.getProcessor().getLut().getBytes();
      image.getProcessor().setThreshold(50, 100, ImageProcessor.RED_LUT);
      final ImagePlus result = stylize(image, Stylizers::identity, ImageOptions.defaults());
      assertSamePlanes(image, result);
      assertArrayEquals(lut, result.getProcessor().getLut().getBytes());
      assertEquals(50, image.getProcessor().getMinThreshold());
    }
  }

  @Test
  void densityCalibrationStaysWithGreyValuesOnly() {
    final ImagePlus image = new ImagePlus("signed", TestImages.plane(16, 6, 5, 1));
    image.getCalibration().setSigned16BitCalibration();
    final ImagePlus own = stylize(image, Stylizers::identity, OWN);
    assertTrue(own.getCalibration().isSigned16Bit());
    assertSamePlanes(image, own);
    assertFalse(stylize(image, Stylizers::identity, SHOWN).getCalibration().calibrated());
    assertTrue(image.getCalibration().isSigned16Bit());
  }

  @Test
  void propertiesSurvive() {
    final ImagePlus image = TestImages.hyperstack(8, 1, 2, 1);
    image.setProperty("Info", "objective: 40");
    image.setProp("experiment", "seven");
    image.setProperty("plain", "eight");
    final ImagePlus result = stylize(image, Stylizers::identity, OWN);
    assertEquals("objective: 40", result.getInfoProperty());
    assertEquals("seven", result.getProp("experiment"));
    assertEquals("eight", result.getProperty("plain"));
  }

  @Test
  void resultsShareNoPixelsWithTheOriginal() {
    final ImagePlus image = new ImagePlus("single", TestImages.plane(8, 6, 5, 1));
    for (final boolean stop : new boolean[] {false, true}) {
      final ImagePlus result =
          new ImageStylization(Stylizers::identity, OWN, () -> stop).stylize(image);
      result.getProcessor().set(0, 255 - image.getProcessor().get(0));
      assertEquals(255 - result.getProcessor().get(0), image.getProcessor().get(0));
    }
  }

  @Test
  void askingForTheInfoTwiceDoesNotMakeItALabel() {
    final ImagePlus image = new ImagePlus("single", TestImages.plane(8, 6, 5, 1));
    image.setProperty("Info", "one line");
    assertNotNull(image.getStack().getSliceLabel(1));
    assertNull(stylize(image, Stylizers::identity, OWN).getProp("Slice_Label"));
  }

  private static ImagePlus stylize(
      final ImagePlus image, final PictureStylizer stylizer, final ImageOptions options) {
    return new ImageStylization(stylizer, options).stylize(image);
  }
}
