package sc.fiji.styletransfer.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.process.ColorProcessor;
import java.awt.Rectangle;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import sc.fiji.styletransfer.loss.StyleFormula;
import sc.fiji.styletransfer.settings.Settings;
import sc.fiji.styletransfer.settings.TransferSettings;
import sc.fiji.styletransfer.transfer.Surroundings;

class StylePatchesTest {

  private static final PreviewStep WHOLE = new PreviewStep(new Rectangle(0, 0, 4000, 4000), 1);
  private static final PreviewStep PART = new PreviewStep(new Rectangle(0, 0, 400, 400), 1);

  private static TransferSettings settings(final StyleFormula formula, final double styleScale) {
    return TransferSettings.builder()
        .set(Settings.STYLE_FORMULA, formula)
        .set(Settings.STYLE_SCALE, styleScale)
        .build();
  }

  private static final TransferSettings MATCHES = settings(StyleFormula.NEIGHBOURS, 1);
  private static final TransferSettings COMPARES = settings(StyleFormula.RELATIVE, 1);

  private static StepPicture painted(final ColorProcessor part) {
    return new StepPicture(new PreviewStep(PART.window(), 0.15), Optional.empty(), part);
  }

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
        new StylePatches(halves(1000, 1000), COMPARES, WHOLE).parts(painted(halves(60, 60)), PART);
    assertEquals(9, choice.styles().size());
    for (int cell = 0; cell < 9; cell++) {
      final ImagePlus patch = choice.styles().get(cell);
      final int colour = patch.getProcessor().get(25, 25);
      final int red = colour >> 16 & 255;
      final int blue = colour & 255;
      if (cell % 3 == 0) assertTrue(red > 2 * blue, red + " " + blue);
      if (cell % 3 == 2) assertTrue(blue > 2 * red, red + " " + blue);
    }
  }

  /** In the run the style has 4000 × 4000 pixels, so that 100 of its pixels have 400. */
  @Test
  void patchesHaveTheSizeOfTheRun() {
    final StylePatches.Choice choice =
        new StylePatches(halves(1000, 1000), COMPARES, WHOLE).parts(painted(halves(60, 60)), PART);
    assertEquals(100, choice.styles().get(0).getWidth());
    assertEquals(1, choice.scale(), 1e-9, "400 of 400 pixels");
    final StylePatches.Choice coarse =
        new StylePatches(halves(1000, 1000), settings(StyleFormula.RELATIVE, 2), WHOLE)
            .parts(painted(halves(60, 60)), PART);
    assertEquals(50, coarse.styles().get(0).getWidth());
  }

  /** A run matches each place to the best of all places of the style, which is one picture. */
  @Test
  void aMosaicOfTheWholeStyleIsOnePicture() {
    final StylePatches.Choice choice =
        new StylePatches(halves(1000, 1000), MATCHES, WHOLE).parts(painted(halves(60, 60)), PART);
    assertEquals(1, choice.styles().size());
    final ImagePlus mosaic = choice.styles().get(0);
    assertEquals(250, mosaic.getWidth(), "five parts of half a window of 100");
    assertEquals(250, mosaic.getHeight());
    assertEquals(2.5, choice.scale(), 1e-9, "1000 of 400 pixels");
    for (int i = 0; i < 25; i++) {
      final int colour = mosaic.getProcessor().get(25 + i % 5 * 50, 25 + i / 5 * 50) & 0xffffff;
      if (i % 5 < 2) assertEquals(0xc02010, colour);
      if (i % 5 > 2) assertEquals(0x1020c0, colour);
    }
  }

  @Test
  void aStyleThatPatchesWouldCoverIsTakenAsAWhole() {
    final PreviewStep small = new PreviewStep(new Rectangle(0, 0, 500, 500), 1);
    final StylePatches.Choice choice =
        new StylePatches(halves(250, 250), MATCHES, small).parts(painted(halves(60, 60)), PART);
    assertEquals(1, choice.styles().size());
    assertEquals(250, choice.styles().get(0).getWidth());
    assertEquals(1.25, choice.scale(), 1e-9, "500 of 400 pixels");
  }

  @Test
  void patchesOfStatisticsGetTheColoursOfTheirCells() {
    final ColorProcessor grey = new ColorProcessor(60, 60);
    grey.setColor(0x808080);
    grey.fill();
    final StylePatches.Choice choice =
        new StylePatches(halves(1000, 1000), settings(StyleFormula.RELATIVE, 1), WHOLE)
            .parts(painted(grey), PART);
    for (final ImagePlus patch : choice.styles()) {
      assertEquals(100, patch.getWidth());
      assertEquals(0x80, 255 * StylePatches.moments(patch.getProcessor())[0], 2);
    }
  }

  @Test
  void surroundingsShowThePlaceAndTheWholeAtTheScaleBefore() {
    final StylePatches patches = new StylePatches(halves(1000, 1000), MATCHES, WHOLE);
    final StepPicture before = painted(halves(60, 60));
    final Surroundings around =
        patches.surroundings(before, PART, patches.parts(before, PART), false).orElseThrow();
    assertEquals(60, around.place().dimension(0));
    assertEquals(150, around.whole().dimension(0), "1000 pixels of the run, times 0.15");
    final StepPicture first =
        new StepPicture(new PreviewStep(WHOLE.window(), 0.06), Optional.empty(), halves(240, 240));
    final Surroundings second =
        patches.surroundings(first, PART, patches.parts(first, PART), true).orElseThrow();
    assertEquals(240, second.whole().dimension(0), "the whole picture itself");
    assertEquals(24, second.place().dimension(0));
    assertTrue(second.share() < around.share());
  }

  @Test
  void formulasOfStatisticsHaveNoSurroundings() {
    final StylePatches patches =
        new StylePatches(halves(1000, 1000), settings(StyleFormula.RELATIVE, 1), WHOLE);
    final StepPicture before = painted(halves(60, 60));
    final StylePatches.Choice choice = patches.parts(before, PART);
    assertEquals(Optional.empty(), patches.surroundings(before, PART, choice, true));
  }
}
