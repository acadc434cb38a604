package sc.fiji.styletransfer.colour;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.type.numeric.real.FloatType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sc.fiji.styletransfer.picture.ColourPlanes;
import sc.fiji.styletransfer.transfer.TestPictures;

class ColourModeTest {

  private final Img<FloatType> content = TestPictures.waves(40, 30, 1);
  private final Img<FloatType> style = TestPictures.waves(36, 44, 2);

  @ParameterizedTest
  @ValueSource(longs = {2, 3, 4, 5})
  void recolouredStyleHasMeanAndCovarianceOfTheContent(final long seed) {
    final ColourMode.Pictures prepared =
        ColourMode.RECOLOUR.prepare(pictures(content, TestPictures.waves(36, 44, seed)));
    final ColourStatistics wanted = ColourStatistics.of(content);
    final ColourStatistics got = ColourStatistics.of(only(prepared.styles()));
    assertArrayEquals(wanted.mean().toArray(), got.mean().toArray(), 1e-3);
    for (int row = 0; row < 3; row++)
      assertArrayEquals(wanted.covariance().getRow(row), got.covariance().getRow(row), 1e-3);
  }

  @Test
  void theTransportIsSymmetric() {
    final var linear = ColourStatistics.of(style).transportTo(ColourStatistics.of(content));
    for (int row = 0; row < 3; row++)
      assertArrayEquals(linear.getRow(row), linear.getColumn(row), 1e-9);
  }

  @Test
  void aStyleThatHasTheColoursAlreadyIsLeftAlone() {
    final ColourMode.Pictures prepared = ColourMode.RECOLOUR.prepare(pictures(content, content));
    final ColourPlanes expected = ColourPlanes.of(content);
    final ColourPlanes style = ColourPlanes.of(only(prepared.styles()));
    for (int pixel = 0; pixel < expected.pixels(); pixel++)
      for (int c = 0; c < 3; c++) assertEquals(expected.get(c, pixel), style.get(c, pixel), 1e-4f);
  }

  @Test
  void luminanceModeShowsGreyPicturesOfEqualMeanAndSpread() {
    final ColourMode.Pictures prepared = ColourMode.LUMINANCE.prepare(pictures(content, style));
    final ColourStatistics a = ColourStatistics.of(prepared.content());
    final ColourStatistics b = ColourStatistics.of(only(prepared.styles()));
    assertEquals(a.mean().getEntry(0), a.mean().getEntry(2), 1e-6);
    assertEquals(a.mean().getEntry(1), b.mean().getEntry(1), 1e-4);
    assertEquals(a.covariance().getEntry(0, 0), b.covariance().getEntry(0, 0), 1e-4);
  }

  @Test
  void luminanceModeKeepsTheChromaOfTheContent() {
    final Img<FloatType> other = TestPictures.waves(40, 30, 7);
    final ColourPlanes result = ColourPlanes.of(ColourMode.LUMINANCE.finish(other, content));
    final ColourPlanes original = ColourPlanes.of(content);
    for (int pixel = 0; pixel < original.pixels(); pixel++)
      for (int c = 0; c < 3; c++)
        assertEquals(
            original.get(c, pixel) - original.luminance(pixel),
            result.get(c, pixel) - result.luminance(pixel),
            1e-5);
    for (int pixel = 0; pixel < result.pixels(); pixel++)
      for (int c = 0; c < 3; c++) assertEquals(0.5, result.get(c, pixel), 0.5001);
  }

  @Test
  void luminanceModeTakesTheBrightnessWhereThereIsRoom() {
    final Img<FloatType> grey = Luminance.grey(content);
    final ColourPlanes result = ColourPlanes.of(ColourMode.LUMINANCE.finish(style(), grey));
    for (int pixel = 0; pixel < result.pixels(); pixel++)
      assertEquals(ColourPlanes.of(style()).luminance(pixel), result.luminance(pixel), 1e-5);
  }

  private static ColourMode.Pictures pictures(
      final Img<FloatType> content, final Img<FloatType> style) {
    return new ColourMode.Pictures(content, List.of(style));
  }

  private static Img<FloatType> style() {
    return TestPictures.waves(40, 30, 5);
  }

  private static RandomAccessibleInterval<FloatType> only(
      final List<? extends RandomAccessibleInterval<FloatType>> pictures) {
    assertEquals(1, pictures.size());
    return pictures.get(0);
  }
}
