package sc.fiji.styletransfer.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ij.process.ByteProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.ShortProcessor;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sc.fiji.styletransfer.transfer.TestPictures;

class GreyMappingTest {

  @Test
  void theDisplayRangeBecomesZeroToOneInAllColours() {
    final ImageProcessor plane = new ByteProcessor(4, 1, new byte[] {0, 50, 100, (byte) 250});
    final float[] picture = TestPictures.values(new GreyMapping(50, 150, false).toPicture(plane));
    assertArrayEquals(new float[] {0, 0, 0.5f, 1, 0, 0, 0.5f, 1, 0, 0, 0.5f, 1}, picture);
  }

  @Test
  void invertedTablesShowHighValuesDark() {
    final ImageProcessor plane = new ByteProcessor(3, 1, new byte[] {0, 51, (byte) 255});
    plane.invertLut();
    final float[] picture = TestPictures.values(PlaneMapping.of(plane).toPicture(plane));
    assertEquals(1, picture[0]);
    assertEquals(0.8f, picture[1]);
    assertEquals(0, picture[2]);
  }

  @Test
  void theChangeIsAddedAndExcessOverTheRangeKept() {
    final ImageProcessor plane = new ShortProcessor(4, 1);
    plane.set(0, 10);
    plane.set(1, 100);
    plane.set(2, 200);
    plane.set(3, 5000);
    final GreyMapping mapping = new GreyMapping(100, 300, false);
    final ImageProcessor result = mapping.apply(plane, grey(0.25f, 0.25f, 0.25f, 0.25f));
    // 10 is 90 below the range and 5000 is 4700 above it; both keep that distance.
    assertEquals(10 + 50, result.get(0));
    assertEquals(100 + 50, result.get(1));
    assertEquals(200 - 50, result.get(2));
    assertEquals(5000 - 150, result.get(3));
  }

  @Test
  void underAnInvertedTableBrighterMeansLower() {
    final ImageProcessor plane = new ByteProcessor(1, 1, new byte[] {100});
    final GreyMapping mapping = new GreyMapping(0, 200, true);
    assertEquals(50, mapping.apply(plane, grey(0.75f)).get(0));
  }

  @Test
  void colouredResultsComeBackAsLuma() {
    final ImageProcessor plane = new FloatProcessor(1, 1, new float[] {0});
    final Img<FloatType> red = ArrayImgs.floats(new float[] {1, 0, 0}, 1, 1, 3);
    assertEquals(299f, new GreyMapping(0, 1000, false).apply(plane, red).getf(0), 1e-3f);
  }

  @Test
  void whatIsNoNumberStaysSo() {
    final ImageProcessor plane =
        new FloatProcessor(
            3, 1, new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY});
    final GreyMapping mapping = new GreyMapping(0, 1, false);
    assertArrayEquals(
        new float[] {0, 1, 0, 0, 1, 0, 0, 1, 0}, TestPictures.values(mapping.toPicture(plane)));
    assertArrayEquals(
        (float[]) plane.getPixels(),
        (float[]) mapping.apply(plane, grey(0.5f, 0.5f, 0.5f)).getPixels());
  }

  @Test
  void floatsMayLeaveTheRangeBothWays() {
    final ImageProcessor plane = new FloatProcessor(2, 1, new float[] {0, 1});
    final ImageProcessor result = new GreyMapping(0, 1, false).apply(plane, grey(-0.5f, 1.5f));
    assertEquals(-0.5f, result.getf(0), 1e-6f);
    assertEquals(1.5f, result.getf(1), 1e-6f);
  }

  @Test
  void aRangeWithoutWidthIsOneLevelWide() {
    final ImageProcessor plane = new FloatProcessor(1, 1, new float[] {7});
    plane.resetMinAndMax();
    assertEquals(8, GreyMapping.of(plane).max());
    assertEquals(7.5f, PlaneMapping.of(plane).apply(plane, grey(0.5f)).getf(0), 1e-6f);
  }

  @ParameterizedTest
  @CsvSource({
    "8,0,255",
    "8,100,101",
    "8,-20,300",
    "8,7,7",
    "16,0,65535",
    "16,1000,1100",
    "16,40000,40000",
    "32,0,1",
    "32,-500,1500",
    "32,0.001,0.002",
    "32,-1e6,1e6",
    "32,1e-30,2e-30"
  })
  void noChangeOfThePictureIsNoChangeOfAnyBit(
      final int bitDepth, final double min, final double max) {
    for (int seed = 0; seed < 20; seed++) {
      for (final boolean inverted : new boolean[] {false, true}) {
        final ImageProcessor plane = TestImages.plane(bitDepth, 7, 5, seed);
        final GreyMapping mapping = new GreyMapping(min, Math.max(max, min + 1e-3), inverted);
        assertArrayEquals(bits(plane), bits(mapping.apply(plane, mapping.toPicture(plane))));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"8,10,200", "16,5,60000"})
  void everyBrightnessInTheRangeIsReached(final int bitDepth, final int min, final int max) {
    final ImageProcessor plane = TestImages.plane(bitDepth, 2, 1, 1);
    plane.set(0, min);
    plane.set(1, max);
    final ImageProcessor result = new GreyMapping(min, max, false).apply(plane, grey(1, 0));
    assertEquals(max, result.get(0));
    assertEquals(min, result.get(1));
  }

  private static int[] bits(final ImageProcessor plane) {
    final int[] bits = new int[plane.getPixelCount()];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = plane.getBitDepth() == 32 ? Float.floatToRawIntBits(plane.getf(i)) : plane.get(i);
    }
    return bits;
  }

  private static Img<FloatType> grey(final float... values) {
    final float[] planes = new float[3 * values.length];
    for (int i = 0; i < planes.length; i++) {
      planes[i] = values[i % values.length];
    }
    return ArrayImgs.floats(planes, values.length, 1, 3);
  }
}
