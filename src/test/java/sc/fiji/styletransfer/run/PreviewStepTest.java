package sc.fiji.styletransfer.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Rectangle;
import java.util.List;
import org.junit.jupiter.api.Test;

class PreviewStepTest {

  private static final Rectangle WHOLE = new Rectangle(0, 0, 4096, 3072);

  @Test
  void thePreviewGoesFromTheWholeImageToThePart() {
    final Rectangle part = new Rectangle(1000, 2500, 512, 512);
    final List<PreviewStep> steps = PreviewStep.of(part, WHOLE, 1, 256);
    assertEquals(
        List.of(
            new PreviewStep(WHOLE, 1 / 16.0),
            new PreviewStep(new Rectangle(232, 1024, 2048, 2048), 1 / 8.0),
            new PreviewStep(new Rectangle(744, 2048, 1024, 1024), 1 / 4.0),
            new PreviewStep(part, 1 / 2.0),
            new PreviewStep(part, 1)),
        steps);
    assertEquals(List.of(256, 256, 256, 256, 512), steps.stream().map(PreviewStep::side).toList());
    assertEquals(8, steps.get(0).scalesBefore(steps.get(4)), "16 is √2 to the power of 8");
    for (final PreviewStep step : steps) assertTrue(step.window().contains(part), step::toString);
  }

  @Test
  void theScaleOfTheResultCounts() {
    final Rectangle part = new Rectangle(0, 0, 2048, 2048);
    final List<PreviewStep> steps = PreviewStep.of(part, WHOLE, 0.25, 256);
    assertEquals(List.of(256, 256, 512), steps.stream().map(PreviewStep::side).toList());
  }

  @Test
  void aSmallResultAndTheWholeImageNeedOneStep() {
    final Rectangle part = new Rectangle(10, 10, 900, 900);
    assertEquals(List.of(new PreviewStep(part, 0.05)), PreviewStep.of(part, WHOLE, 0.05, 256));
    assertEquals(List.of(new PreviewStep(WHOLE, 1)), PreviewStep.of(WHOLE, WHOLE, 1, 256));
  }

  @Test
  void aPictureShowsAPartOfItsWindow() {
    final PreviewStep step = new PreviewStep(new Rectangle(100, 50, 400, 200), 0.25);
    assertEquals(
        new Rectangle(25, 13, 50, 25), step.pixelsOf(new Rectangle(200, 100, 200, 100), 100));
    assertEquals(
        new Rectangle(0, 0, 1, 1), step.pixelsOf(new Rectangle(100, 50, 1, 1), 100), "one pixel");
  }
}
