package sc.fiji.styletransfer.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static sc.fiji.styletransfer.image.TestImages.assertSamePlanes;
import static sc.fiji.styletransfer.image.TestImages.shown;

import ij.ImagePlus;
import ij.gui.OvalRoi;
import ij.gui.Roi;
import ij.measure.Calibration;
import ij.process.ImageProcessor;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sc.fiji.styletransfer.image.read.ImageFileReader;
import sc.fiji.styletransfer.image.write.ImageFileWriter;

/** Selections, sizes, and what is written to a file and read again. */
class ImageStylizationTest {

  private static final ImageOptions OWN = ImageOptions.defaults().withKind(ResultKind.OWN_DEPTH);
  private static final ImageOptions SHOWN =
      ImageOptions.defaults().withKind(ResultKind.AS_DISPLAYED);

  @ParameterizedTest
  @CsvSource({"8,OWN_DEPTH", "16,OWN_DEPTH", "32,OWN_DEPTH", "24,AUTOMATIC", "16,AS_DISPLAYED"})
  void outsideTheSelectionNothingChanges(final int bitDepth, final ResultKind kind) {
    final ImagePlus image = new ImagePlus("roi", TestImages.plane(bitDepth, 20, 20, 3));
    final Roi roi = new OvalRoi(4, 4, 12, 12);
    image.setRoi(roi);
    final ImageOptions options = ImageOptions.defaults().withKind(kind);
    final ImagePlus same = stylize(image, Stylizers::identity, options);
    final ImagePlus result = stylize(image, Stylizers::negative, options);
    int changed = 0;
    for (int i = 0; i < 400; i++) {
      final boolean equal =
          Float.compare(same.getProcessor().getf(i), result.getProcessor().getf(i)) == 0;
      assertTrue(equal || roi.contains(i % 20, i / 20));
      changed += equal ? 0 : 1;
    }
    assertTrue(changed > 80, "changed " + changed);
    assertNull(result.getRoi());
  }

  @Test
  void theSelectionHoldsInEverySlice() {
    final ImagePlus image = TestImages.hyperstack(8, 1, 3, 1);
    // The centre of a small selection has the weight 1, so that it shows the negative.
    image.setRoi(new Roi(1, 1, 3, 3));
    final ImagePlus result = stylize(image, Stylizers::negative, OWN);
    for (int n = 1; n <= 3; n++) {
      final ImageProcessor before = image.getStack().getProcessor(n);
      final ImageProcessor after = result.getStack().getProcessor(n);
      assertEquals(before.get(0, 0), after.get(0, 0));
      assertEquals(255 - before.get(2, 2), after.get(2, 2));
    }
  }

  @ParameterizedTest
  @CsvSource({"8,2", "16,0.5", "24,3", "32,2"})
  void otherSizesScaleThePixels(final int bitDepth, final double factor) {
    final ImagePlus image = TestImages.hyperstack(bitDepth, 1, 2, 1);
    image.getCalibration().pixelWidth = 0.5;
    image.getCalibration().pixelHeight = 0.25;
    image.getCalibration().pixelDepth = 3;
    image.getCalibration().xOrigin = 4;
    final ImagePlus result = stylize(image, Stylizers.scaled(factor), OWN);
    assertEquals(Math.round(6 * factor), result.getWidth());
    assertEquals(bitDepth, result.getBitDepth());
    final double real = result.getWidth() / 6.0;
    assertEquals(0.5 / real, result.getCalibration().pixelWidth, 1e-12);
    assertEquals(0.25 * 5 / result.getHeight(), result.getCalibration().pixelHeight, 1e-12);
    assertEquals(3, result.getCalibration().pixelDepth);
    assertEquals(4 * real, result.getCalibration().xOrigin, 1e-12);
    assertEquals(0.5, image.getCalibration().pixelWidth);
  }

  /** As in ImageJ's own Image > Scale. */
  @Test
  void anUncalibratedImageStaysUncalibrated() {
    final ImagePlus image = TestImages.hyperstack(8, 1, 1, 1);
    image.setCalibration(new Calibration());
    final ImagePlus result = stylize(image, Stylizers.scaled(2), OWN);
    assertFalse(result.getCalibration().scaled());
    assertEquals(1, result.getCalibration().pixelWidth);
  }

  @Test
  void valuesBeyondTheRangeSurviveAScaledResult() {
    final ImagePlus image = new ImagePlus("bright", TestImages.plane(16, 4, 4, 1));
    for (int i = 0; i < 16; i++) {
      image.getProcessor().set(i, 5000);
    }
    image.setDisplayRange(0, 1000);
    final ImagePlus result = stylize(image, Stylizers.scaled(2), OWN);
    assertEquals(5000, result.getProcessor().get(3, 3));
  }

  @Test
  void selectionsFollowTheSizeOfTheResult() {
    final ImagePlus image = TestImages.hyperstack(8, 1, 1, 1);
    image.setRoi(new Roi(0, 0, 3, 5));
    final PictureStylizer redAndLarge =
        picture ->
            Stylizers.scaled(2)
                .stylize(new Picture(Stylizers.red(picture), picture.position(), picture.start()));
    final ImagePlus result = stylize(image, redAndLarge, SHOWN);
    assertEquals(0xffff0000, result.getProcessor().get(0, 5));
    final int beyond = result.getProcessor().get(11, 5);
    assertEquals(beyond & 0xff, beyond >> 16 & 0xff);
  }

  @Test
  void resultsOfARealStackSurviveTheirFile(@TempDir final Path folder) {
    final ImagePlus image = TestImages.real("colocsample1b-green.tif");
    image.setRoi(new OvalRoi(40, 40, 60, 50));
    final ImagePlus result =
        stylize(image, Stylizers::negative, OWN.withScope(SliceScope.range(5, 9)));
    InfoRecord.append(result, Map.of("Seed", "3"));
    final Path file = folder.resolve("result.tif");
    new ImageFileWriter().write(result, file);
    final ImagePlus back = new ImageFileReader().open(file);
    assertSamePlanes(result, back);
    assertArrayEquals(result.getDimensions(), back.getDimensions());
    assertArrayEquals(result.getStack().getSliceLabels(), back.getStack().getSliceLabels());
    assertEquals(result.getInfoProperty(), back.getInfoProperty());
    assertEquals(image.getCalibration().pixelWidth, back.getCalibration().pixelWidth, 1e-9);
    assertEquals(image.getCalibration().pixelDepth, back.getCalibration().pixelDepth, 1e-9);
    assertEquals(image.getCalibration().getUnit(), back.getCalibration().getUnit());
    assertArrayEquals(shown(result), shown(back));
    assertEquals(
        image.getStack().getProcessor(5).get(10, 10), back.getStack().getProcessor(1).get(10, 10));
  }

  @Test
  void theNegativeOfTheNegativeOfARealFloatImageIsTheImage() {
    final ImagePlus image = TestImages.real("head.tif");
    final ImagePlus negative = stylize(image, Stylizers::negative, OWN);
    final ImagePlus back = stylize(negative, Stylizers::negative, OWN);
    int moved = 0;
    for (int i = 0; i < image.getProcessor().getPixelCount(); i++) {
      final float value = image.getProcessor().getf(i);
      assertEquals(value, back.getProcessor().getf(i), 1e-3f);
      moved += Math.abs(value - negative.getProcessor().getf(i)) > 1 ? 1 : 0;
    }
    assertTrue(moved > image.getProcessor().getPixelCount() / 2);
  }

  private static ImagePlus stylize(
      final ImagePlus image, final PictureStylizer stylizer, final ImageOptions options) {
    return new ImageStylization(stylizer, options).stylize(image);
  }
}
