package sc.fiji.styletransfer.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ij.process.ColorProcessor;
import ij.process.ImageProcessor;
import java.awt.Rectangle;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PatchContrastTest {

  private static final Rectangle ALL = new Rectangle(0, 0, 200, 200);

  /** Squares of two pixels, brighter or darker than a mean by some amount. */
  private static ColorProcessor squares(final int side, final int mean, final int amount) {
    final ColorProcessor picture = new ColorProcessor(side, side);
    for (int y = 0; y < side; y++)
      for (int x = 0; x < side; x++) {
        final int grey = mean + ((x / 2 + y / 2) % 2 == 0 ? amount : -amount);
        picture.set(x, y, grey << 16 | grey << 8 | grey);
      }
    return picture;
  }

  /** Adapts a patch with an amount of 40 to a place with another. */
  private static ColorProcessor adapted(final Rectangle window, final int ofPicture, final int at) {
    final ColorProcessor picture = squares(20, 100, ofPicture);
    final StepPicture before =
        new StepPicture(new PreviewStep(window, 0.1), Optional.empty(), picture);
    return new PatchContrast(squares(80, 128, 40), before, ALL, 1)
        .adapted(squares(16, 128, 40), squares(8, 90, at));
  }

  private static int amount(final ImageProcessor patch) {
    return ((patch.get(0, 0) & 255) - (patch.get(2, 0) & 255)) / 2;
  }

  @Test
  void aSmoothPlaceGetsLessContrastAndABusyPlaceMore() {
    final Rectangle window = new Rectangle(0, 0, 100, 100);
    assertEquals(20, amount(adapted(window, 5, 20)), 2);
    assertEquals(60, amount(adapted(window, 5, 60)), 4);
    assertEquals(90, StylePatches.moments(adapted(window, 5, 20))[0] * 255, 1);
  }

  /** The run will give the whole picture the contrast of the style. */
  @Test
  void theWholePictureStandsForTheStyle() {
    assertEquals(40, amount(adapted(ALL, 20, 20)), 3);
    assertEquals(20, amount(adapted(ALL, 40, 20)), 2);
  }

  @Test
  void aPlaceWithoutContrastKeepsAQuarter() {
    assertEquals(10, amount(adapted(ALL, 40, 0)), 1);
  }
}
