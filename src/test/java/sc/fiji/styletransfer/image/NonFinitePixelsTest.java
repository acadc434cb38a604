package sc.fiji.styletransfer.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.process.FloatProcessor;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sc.fiji.styletransfer.transfer.TestPictures;

class NonFinitePixelsTest {

  private static final int SIDE = 12;

  private static ImagePlus image() {
    final float[] values = new float[SIDE * SIDE];
    for (int i = 0; i < values.length; i++) values[i] = i;
    values[5 * SIDE + 2] = Float.NaN;
    values[5 * SIDE + 5] = Float.POSITIVE_INFINITY;
    values[5 * SIDE + 8] = Float.NEGATIVE_INFINITY;
    return new ImagePlus("floats", new FloatProcessor(SIDE, SIDE, values));
  }

  private static ImagePlus stylize(final PictureStylizer stylizer, final ImagePlus image) {
    final ImageOptions options = ImageOptions.defaults().withKind(ResultKind.OWN_DEPTH);
    return new ImageStylization(stylizer, options).stylize(image);
  }

  @Test
  void theyComeOutUnchangedAndAreCounted() {
    final ImagePlus result = stylize(Stylizers::negative, image());
    assertTrue(Float.isNaN(result.getProcessor().getf(2, 5)));
    assertEquals(Float.POSITIVE_INFINITY, result.getProcessor().getf(5, 5));
    assertEquals(Float.NEGATIVE_INFINITY, result.getProcessor().getf(8, 5));
    assertEquals("3", result.getProp("NonFinitePixels"));
    assertEquals(3, NonFinitePixels.count(result.getProcessor()));
  }

  @Test
  void theNetworkSeesTheEndsOfTheRange() {
    final PictureStylizer checking =
        picture -> {
          final float[] values = TestPictures.values(picture.content());
          assertEquals(0, values[5 * SIDE + 2]);
          assertEquals(1, values[5 * SIDE + 5]);
          assertEquals(0, values[5 * SIDE + 8]);
          return picture.content();
        };
    stylize(checking, image());
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.5, 2, 3})
  void theyDoNotSpreadWhenTheResultHasAnotherSize(final double factor) {
    final ImagePlus result = stylize(Stylizers.scaled(factor), image());
    final int share = (int) Math.round(3 * factor * factor);
    final int count = NonFinitePixels.count(result.getProcessor());
    assertTrue(factor < 1 ? count <= 3 : count == share, "count " + count);
    final float[] pixels = (float[]) result.getProcessor().getPixels();
    final double finite =
        Arrays.stream(toDoubles(pixels)).filter(Double::isFinite).max().orElseThrow();
    assertTrue(finite <= SIDE * SIDE, "highest " + finite);
  }

  private static double[] toDoubles(final float[] values) {
    final double[] doubles = new double[values.length];
    for (int i = 0; i < values.length; i++) doubles[i] = values[i];
    return doubles;
  }

  @Test
  void imagesWithoutThemHaveNoCount() {
    final ImagePlus image = new ImagePlus("floats", new FloatProcessor(4, 4));
    assertNull(stylize(Stylizers::identity, image).getProp("NonFinitePixels"));
  }
}
