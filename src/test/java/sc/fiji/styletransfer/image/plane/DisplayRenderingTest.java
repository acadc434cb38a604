package sc.fiji.styletransfer.image.plane;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.ImageProcessor;
import ij.process.LUT;
import java.awt.Color;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sc.fiji.styletransfer.image.TestImages;

/** What is rendered here must be what ImageJ itself draws. */
class DisplayRenderingTest {

  @ParameterizedTest
  @CsvSource({
    "8,2,Sum",
    "16,3,Sum",
    "32,4,Sum",
    "16,7,Sum",
    "8,2,Max",
    "16,2,Min",
    "32,3,Invert",
    "8,1,Sum"
  })
  void compositesLookLikeImageJDrawsThem(
      final int bitDepth, final int channels, final String projection) {
    final ImagePlus image = TestImages.hyperstack(bitDepth, channels, 2, 2);
    image.setProp("CompositeProjection", projection);
    image.setPosition(1, 2, 2);
    assertArrayEquals(drawnByImageJ(image), rendered(image));
  }

  @Test
  void hiddenChannelsStayHidden() {
    final CompositeImage image = (CompositeImage) TestImages.hyperstack(16, 3, 1, 1);
    image.getActiveChannels()[1] = false;
    assertArrayEquals(drawnByImageJ(image), rendered(image));
  }

  @ParameterizedTest
  @ValueSource(ints = {CompositeImage.COLOR, CompositeImage.GRAYSCALE})
  void colourAndGreyModeShowTheCurrentChannel(final int mode) {
    final CompositeImage image = (CompositeImage) TestImages.hyperstack(16, 3, 1, 1);
    image.setMode(mode);
    image.setPosition(2, 1, 1);
    image.updateImage();
    assertArrayEquals(drawnByImageJ(image), rendered(image));
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 16, 32})
  void singleChannelsGoThroughLutAndRange(final int bitDepth) {
    final ImagePlus image = new ImagePlus("fire", TestImages.plane(bitDepth, 9, 8, 5));
    image.getProcessor().setLut(TestImages.lut(Color.magenta));
    image.setDisplayRange(40, 180);
    assertArrayEquals(drawnByImageJ(image), rendered(image));
  }

  @Test
  void invertedLutsShowZeroAsWhite() {
    final ByteProcessor zero = new ByteProcessor(1, 1);
    zero.invertLut();
    assertEquals(0xffffffff, rendered(new ImagePlus("inverted", zero))[0]);
  }

  @Test
  void shortPalettesAreFollowed() {
    final byte[] ramp = {0, (byte) 255};
    final byte[] none = {0, 0};
    final ImageProcessor plane = new ByteProcessor(2, 1, new byte[] {1, 0});
    plane.setColorModel(new LUT(8, 2, ramp, none, none));
    assertArrayEquals(
        new int[] {0xffff0000, 0xff000000}, rendered(new ImagePlus("palette", plane)));
  }

  private static int[] rendered(final ImagePlus image) {
    return (int[]) DisplayRendering.of(image).getPixels();
  }

  private static int[] drawnByImageJ(final ImagePlus image) {
    return (int[]) new ColorProcessor(image.getImage()).getPixels();
  }
}
