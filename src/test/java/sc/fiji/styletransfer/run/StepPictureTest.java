package sc.fiji.styletransfer.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ij.process.ColorProcessor;
import java.awt.Rectangle;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StepPictureTest {

  private static final PreviewStep FIRST = new PreviewStep(new Rectangle(0, 0, 80, 40), 0.5);
  private static final PreviewStep LATER = new PreviewStep(new Rectangle(40, 10, 20, 20), 1);

  /** Twenty times twenty pixels with details that the smaller picture does not have. */
  private static ColorProcessor detailed() {
    final int[] pixels =
        new Random(1).ints(400, 0x101010, 0x505050).map(p -> p & 0x7f7f7f).toArray();
    return new ColorProcessor(20, 20, pixels);
  }

  private static ColorProcessor plain(final int colour) {
    final int[] pixels = new int[40 * 20];
    Arrays.fill(pixels, colour);
    return new ColorProcessor(40, 20, pixels);
  }

  @Test
  void theContentKeepsItsDetailsAndGetsTheChange() {
    final ColorProcessor content = detailed();
    final ColorProcessor start =
        new StepPicture(FIRST, Optional.of(plain(0x202020)), plain(0x301020))
            .enlarged(LATER, content);
    for (int i = 0; i < 400; i++) {
      final int before = content.get(i);
      final int red = (before >> 16 & 255) + 0x10;
      final int green = Math.max(0, (before >> 8 & 255) - 0x10);
      assertEquals(red << 16 | green << 8 | before & 255, start.get(i) & 0xffffff);
    }
  }

  @Test
  void aRunThatDoesNotStartFromTheContentGoesOnFromThePicture() {
    final ColorProcessor start =
        new StepPicture(FIRST, Optional.empty(), plain(0x301020)).enlarged(LATER, detailed());
    for (int i = 0; i < 400; i++) assertEquals(0x301020, start.get(i) & 0xffffff);
  }

  @Test
  void theLaterStepShowsItsWindow() {
    final ColorProcessor picture = plain(0);
    for (int y = 5; y < 15; y++) for (int x = 20; x < 30; x++) picture.set(x, y, 0xff0000);
    final ColorProcessor seen = new StepPicture(FIRST, Optional.empty(), picture).seen(LATER);
    assertEquals(10, seen.getWidth());
    assertEquals(10, seen.getHeight());
    for (int i = 0; i < 100; i++) assertEquals(0xff0000, seen.get(i) & 0xffffff);
  }
}
