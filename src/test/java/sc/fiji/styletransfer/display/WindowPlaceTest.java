package sc.fiji.styletransfer.display;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.awt.Point;
import java.awt.Rectangle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindowPlaceTest {

  private static final Rectangle SCREEN = new Rectangle(0, 20, 1366, 748);

  @ParameterizedTest
  @CsvSource({
    "100, 100, 400, 300, 100, 100", // seen as a whole
    "1000, 600, 530, 380, 836, 388", // beyond the right and the bottom
    "-30, 0, 200, 200, 0, 20", // beyond the left and the top
    "50, 50, 1500, 900, 0, 20" // larger than the screen
  })
  void aWindowIsMovedIntoTheScreen(
      final int x, final int y, final int width, final int height, final int left, final int top) {
    assertEquals(
        new Point(left, top), WindowPlace.within(new Rectangle(x, y, width, height), SCREEN));
  }

  @ParameterizedTest
  @CsvSource({
    "10, 100, 400, 418, 100", // to the right
    "900, 100, 400, 492, 100", // to the left, where there is room
    "300, 100, 900, 966, 100", // room on neither side: as far to the right as possible
    "10, 600, 400, 418, 468" // up, until the bottom is seen
  })
  void aWindowOpensBesideAnother(
      final int x, final int y, final int width, final int left, final int top) {
    assertEquals(
        new Point(left, top),
        WindowPlace.beside(new Rectangle(0, 0, 400, 300), new Rectangle(x, y, width, 300), SCREEN));
  }
}
