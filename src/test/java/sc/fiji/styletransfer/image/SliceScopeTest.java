package sc.fiji.styletransfer.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ij.ImagePlus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sc.fiji.styletransfer.StyleTransferException;

class SliceScopeTest {

  @ParameterizedTest
  @CsvSource({
    "all,1,4,1,3",
    "current,2,2,3,3",
    "2-3,2,3,3,3",
    "z4,4,4,3,3",
    "t1-2,2,2,1,2",
    "T2 ,2,2,2,2"
  })
  void scopesOfAHyperstack(
      final String text, final int z1, final int z2, final int t1, final int t2) {
    final ImagePlus image = TestImages.hyperstack(8, 2, 4, 3);
    image.setPosition(1, 2, 3);
    assertEquals(new SliceScope.Extent(z1, z2, t1, t2), SliceScope.parse(text).in(image));
  }

  @Test
  void aRangeCountsTheFramesOfATimeSeries() {
    final ImagePlus series = TestImages.hyperstack(8, 1, 1, 5);
    assertEquals(new SliceScope.Extent(1, 1, 2, 4), SliceScope.range(2, 4).in(series));
  }

  @ParameterizedTest
  @ValueSource(strings = {"all", "current", "3-7", "5", "z3-7", "t2-4", "t2"})
  void textIsReadAndWritten(final String text) {
    assertEquals(text, SliceScope.parse(text).toString());
    assertEquals(SliceScope.parse(text), SliceScope.parse(SliceScope.parse(text).toString()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "some", "3-", "7-3", "0-2", "z", "-4", "3..5"})
  void otherTextIsRefused(final String text) {
    assertThrows(StyleTransferException.class, () -> SliceScope.parse(text));
  }

  @Test
  void rangesBeyondTheImageAreRefusedWithItsEnd() {
    final ImagePlus image = TestImages.hyperstack(8, 1, 4, 1);
    final StyleTransferException refusal =
        assertThrows(StyleTransferException.class, () -> SliceScope.range(2, 5).in(image));
    assertEquals(
        "The range 2-5 goes beyond the image's slices. The last is 4.", refusal.getMessage());
  }
}
