package sc.fiji.styletransfer.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RectangleTest {

  private final Rectangle region = new Rectangle(10, 20, 30, 40);

  @ParameterizedTest
  @CsvSource({
    "0, 0, 100, 100, 10, 20, 30, 40",
    "15, 25, 5, 5, 15, 25, 5, 5",
    "0, 0, 12, 100, 10, 20, 2, 40",
    "35, 50, 50, 50, 35, 50, 5, 10"
  })
  void whatTwoHaveInCommon(
      final long x,
      final long y,
      final long width,
      final long height,
      final long commonX,
      final long commonY,
      final long commonWidth,
      final long commonHeight) {
    final Rectangle other = new Rectangle(x, y, width, height);
    final Rectangle common = new Rectangle(commonX, commonY, commonWidth, commonHeight);
    assertEquals(common, region.intersection(other));
    assertEquals(common, other.intersection(region));
  }

  @ParameterizedTest
  @CsvSource({"0, 0, 10, 100", "0, 0, 100, 20", "40, 0, 5, 100", "50, 70, 5, 5", "15, 25, 0, 5"})
  void neighboursHaveNothingInCommon(
      final long x, final long y, final long width, final long height) {
    assertEquals(0, region.intersection(new Rectangle(x, y, width, height)).positions());
  }

  @Test
  void aRegionIsCountedFromAnothersCorner() {
    assertEquals(new Rectangle(6, 17, 30, 40), region.within(new Rectangle(4, 3, 90, 90)));
  }
}
