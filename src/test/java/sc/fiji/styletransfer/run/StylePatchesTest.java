package sc.fiji.styletransfer.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ij.ImagePlus;
import ij.process.ColorProcessor;
import java.awt.Rectangle;
import org.junit.jupiter.api.Test;

class StylePatchesTest {

  private static final PreviewStep WHOLE = new PreviewStep(new Rectangle(0, 0, 4000, 4000), 1);
  private static final PreviewStep PART = new PreviewStep(new Rectangle(0, 0, 400, 400), 1);

  /** Red at the left, blue at the right. */
  private static ColorProcessor halves(final int width, final int height) {
    final ColorProcessor picture = new ColorProcessor(width, height);
    for (int y = 0; y < height; y++)
      for (int x = 0; x < width; x++) picture.set(x, y, 2 * x < width ? 0xc02010 : 0x1020c0);
    return picture;
  }

  @Test
  void eachCellGetsAPatchOfItsColours() {
    final StylePatches.Choice choice =
        new StylePatches(halves(1000, 1000), 1, WHOLE).like(halves(60, 60), PART);
    assertEquals(9, choice.styles().size());
    for (int cell = 0; cell < 9; cell++) {
      final ImagePlus patch = choice.styles().get(cell);
      final int colour = patch.getProcessor().get(25, 25) & 0xffffff;
      if (cell % 3 == 0) assertEquals(0xc02010, colour);
      if (cell % 3 == 2) assertEquals(0x1020c0, colour);
    }
  }

  /** In the run the style has 4000 × 4000 pixels, so that 50 of its pixels have 200. */
  @Test
  void patchesHaveTheSizeOfTheRun() {
    final StylePatches.Choice choice =
        new StylePatches(halves(1000, 1000), 1, WHOLE).like(halves(60, 60), PART);
    assertEquals(50, choice.styles().get(0).getWidth());
    assertEquals(0.5, choice.scale(), 1e-9, "200 of 400 pixels");
    final StylePatches.Choice coarse =
        new StylePatches(halves(1000, 1000), 2, WHOLE).like(halves(60, 60), PART);
    assertEquals(25, coarse.styles().get(0).getWidth());
  }

  @Test
  void aStyleThatPatchesWouldCoverIsTakenAsAWhole() {
    final PreviewStep small = new PreviewStep(new Rectangle(0, 0, 500, 500), 1);
    final StylePatches.Choice choice =
        new StylePatches(halves(250, 250), 1, small).like(halves(60, 60), PART);
    assertEquals(1, choice.styles().size());
    assertEquals(250, choice.styles().get(0).getWidth());
    assertEquals(1.25, choice.scale(), 1e-9, "500 of 400 pixels");
  }
}
