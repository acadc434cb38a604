package sc.fiji.styletransfer.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static sc.fiji.styletransfer.image.TestImages.assertSamePlanes;
import static sc.fiji.styletransfer.image.TestImages.shown;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.io.FileSaver;
import ij.plugin.LutLoader;
import ij.process.ByteProcessor;
import ij.process.LUT;
import java.awt.Color;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sc.fiji.styletransfer.image.read.ImageFileReader;

class ResultKindTest {

  private static final ImageOptions OWN = ImageOptions.defaults().withKind(ResultKind.OWN_DEPTH);
  private static final ImageOptions SHOWN =
      ImageOptions.defaults().withKind(ResultKind.AS_DISPLAYED);

  @Test
  void compositesKeepDepthAndChannelsUnlessAskedAsDisplayed() {
    final ImagePlus image = TestImages.hyperstack(16, 2, 1, 1);
    final ImageOptions displayed = ImageOptions.defaults().withKind(ResultKind.AS_DISPLAYED);
    assertEquals(24, stylize(image, Stylizers::identity, displayed).getBitDepth());
    final CompositeImage result =
        (CompositeImage) stylize(image, Stylizers::identity, ImageOptions.defaults());
    assertEquals(16, result.getBitDepth());
    assertEquals(CompositeImage.COMPOSITE, result.getMode());
    assertArrayEquals(shown(image), shown(result));
  }

  @Test
  void channelsKeepTheirLutsRangesAndVisibility() {
    final CompositeImage image = (CompositeImage) TestImages.hyperstack(16, 3, 2, 1);
    image.setChannelLut(TestImages.lut(Color.orange), 2);
    image.setPosition(2, 1, 1);
    image.setDisplayRange(1000, 3000);
    image.getActiveChannels()[0] = false;
    final CompositeImage result = (CompositeImage) stylize(image, Stylizers::negative, OWN);
    assertArrayEquals(image.getLuts()[1].getBytes(), result.getLuts()[1].getBytes());
    assertEquals(1000, result.getLuts()[1].min);
    assertEquals(3000, result.getLuts()[1].max);
    assertFalse(result.getActiveChannels()[0]);
    assertEquals(2, result.getChannel());
  }

  @Test
  void everyChannelIsSeenInItsOwnRange() {
    final CompositeImage image = (CompositeImage) TestImages.hyperstack(16, 2, 1, 1);
    image.getStack().getProcessor(1).set(0, 150);
    image.getStack().getProcessor(2).set(0, 150);
    image.setPosition(1, 1, 1);
    image.setDisplayRange(100, 200);
    image.setPosition(2, 1, 1);
    image.setDisplayRange(100, 1100);
    final ImagePlus result = stylize(image, Stylizers::negative, OWN);
    assertEquals(150, result.getStack().getProcessor(1).get(0));
    assertEquals(1050, result.getStack().getProcessor(2).get(0));
  }

  @Test
  void indexedColourBecomesRgbAsDisplayed() {
    final ImagePlus image = new ImagePlus("indexed", palette());
    final ImagePlus result = stylize(image, Stylizers::identity, ImageOptions.defaults());
    assertEquals(24, result.getBitDepth());
    assertArrayEquals(shown(image), shown(result));
  }

  @Test
  void indexedColourKeepsItsIndicesWhereAsked() {
    final ImagePlus image = new ImagePlus("indexed", palette());
    final ImagePlus result = stylize(image, Stylizers::identity, OWN);
    assertEquals(ImagePlus.COLOR_256, result.getType());
    assertArrayEquals(shown(image), shown(result));
  }

  @ParameterizedTest
  @ValueSource(strings = {"fire", "ice", "spectrum", "green", "cyan", "grays", "red/green"})
  void smoothLutsOfGreyImagesGiveGreyResults(final String name) {
    final ImagePlus image = new ImagePlus(name, TestImages.plane(8, 6, 5, 1));
    image.getProcessor().setColorModel(LutLoader.getLut(name));
    assertEquals(8, stylize(image, Stylizers::identity, ImageOptions.defaults()).getBitDepth());
  }

  @Test
  void thePaletteOfAnImageFileIsIndexedColour(@TempDir final Path folder) {
    final String file = folder.resolve("palette.gif").toString();
    new FileSaver(new ImagePlus("indexed", palette())).saveAsGif(file);
    final ImagePlus image = new ImageFileReader().open(Path.of(file));
    assertEquals(8, image.getBitDepth());
    final ImagePlus result = stylize(image, Stylizers::identity, ImageOptions.defaults());
    assertEquals(24, result.getBitDepth());
    assertArrayEquals(shown(image), shown(result));
  }

  @Test
  void greyImagesMayBecomeColoured() {
    final ImagePlus image = new ImagePlus("grey", TestImages.plane(16, 6, 5, 1));
    final ImagePlus result = stylize(image, Stylizers::red, SHOWN);
    assertEquals(0xffff0000, result.getProcessor().get(3));
  }

  @Test
  void rgbStaysRgbWhateverIsAsked() {
    final ImagePlus image = new ImagePlus("rgb", TestImages.plane(24, 6, 5, 1));
    for (final ResultKind kind : ResultKind.values()) {
      final ImagePlus result =
          stylize(image, Stylizers::identity, ImageOptions.defaults().withKind(kind));
      assertSamePlanes(image, result);
    }
  }

  @Test
  void multichannelImagesThatAreNoCompositesGoChannelByChannel() {
    final ImagePlus image = TestImages.hyperstack(8, 1, 6, 1);
    image.setDimensions(3, 2, 1);
    final ImagePlus result = stylize(image, Stylizers::identity, ImageOptions.defaults());
    assertArrayEquals(new int[] {6, 5, 3, 2, 1}, result.getDimensions());
    assertSamePlanes(image, result);
  }

  private static ImagePlus stylize(
      final ImagePlus image, final PictureStylizer stylizer, final ImageOptions options) {
    return new ImageStylization(stylizer, options).stylize(image);
  }

  private static ByteProcessor palette() {
    final ByteProcessor plane = (ByteProcessor) TestImages.plane(8, 6, 5, 4);
    final byte[][] colours = new byte[3][256];
    final Random random = new Random(77);
    for (final byte[] colour : colours) {
      random.nextBytes(colour);
    }
    plane.setLut(new LUT(colours[0], colours[1], colours[2]));
    return plane;
  }
}
