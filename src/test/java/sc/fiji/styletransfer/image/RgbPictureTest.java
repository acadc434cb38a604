package sc.fiji.styletransfer.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ij.ImagePlus;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sc.fiji.styletransfer.transfer.TestPictures;

class RgbPictureTest {

  @Test
  void bytesBecomeFractionsOf255InPlanesRedGreenBlue() {
    final ColorProcessor colours = new ColorProcessor(2, 1, new int[] {0xffff3300, 0xff0033ff});
    assertArrayEquals(
        new float[] {1, 0, 0.2f, 0.2f, 0, 1}, TestPictures.values(RgbPicture.of(colours)));
  }

  @ParameterizedTest
  @CsvSource({"1,1,1", "4,4,2", "7,3,3", "3,17,4"})
  void bytesSurviveTheRoundTrip(final int width, final int height, final long seed) {
    final ColorProcessor colours = (ColorProcessor) TestImages.plane(24, width, height, seed);
    final ColorProcessor back = RgbPicture.toProcessor(RgbPicture.of(colours));
    assertArrayEquals((int[]) colours.getPixels(), (int[]) back.getPixels());
    assertEquals(width, back.getWidth());
  }

  @Test
  void valuesOutsideTheByteRangeSaturateAndNoNumberIsBlack() {
    final Img<FloatType> picture = ArrayImgs.floats(new float[] {-1, 1.7f, Float.NaN}, 1, 1, 3);
    assertEquals(0xff00ff00, RgbPicture.toProcessor(picture).get(0));
  }

  @Test
  void viewsWithAnotherOriginAreReadFromTheirOrigin() {
    final Img<FloatType> picture = RgbPicture.of((ColorProcessor) TestImages.plane(24, 5, 4, 9));
    assertArrayEquals(
        TestPictures.values(picture), TestPictures.values(Views.translate(picture, 7, -3, 2)));
  }

  @Test
  void refusesPicturesWithoutThreeColourPlanes() {
    assertThrows(
        IllegalArgumentException.class, () -> RgbPicture.toProcessor(ArrayImgs.floats(4, 4, 1)));
  }

  @Test
  void greyImagesAreSeenThroughTheirDisplayRange() {
    final ImagePlus image =
        new ImagePlus("grey", new FloatProcessor(3, 1, new float[] {100, 150, 500}));
    image.setDisplayRange(100, 200);
    final float half = TestPictures.values(RgbPicture.asDisplayed(image))[1];
    assertArrayEquals(
        new float[] {0, half, 1, 0, half, 1, 0, half, 1},
        TestPictures.values(RgbPicture.asDisplayed(image)));
    assertEquals(0.5, half, 1 / 255.0);
  }
}
