package sc.fiji.styletransfer.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sc.fiji.styletransfer.loss.LossWeighting;
import sc.fiji.styletransfer.picture.PictureSize;
import sc.fiji.styletransfer.settings.Approach;
import sc.fiji.styletransfer.settings.PrecisionChoice;
import sc.fiji.styletransfer.settings.Preset;
import sc.fiji.styletransfer.settings.Settings;
import sc.fiji.styletransfer.settings.TransferSettings;

class ScheduleTest {

  private static Schedule schedule(
      final PictureSize full, final int coarsest, final double effort) {
    return Schedule.of(
        full,
        TransferSettings.builder()
            .set(Settings.PRESET, Preset.BALANCED)
            .set(Settings.COARSEST, coarsest)
            .set(Settings.COARSE_EFFORT, effort)
            .set(Settings.ITERATIONS, 100)
            .build());
  }

  private static List<Integer> longSides(final Schedule schedule) {
    return schedule.scales().stream().map(scale -> scale.size().longSide()).toList();
  }

  @Test
  void growsByTheRootOfTwo() {
    final Schedule schedule = schedule(new PictureSize(512, 384), 128, 1);
    assertEquals(List.of(128, 181, 256, 362, 512), longSides(schedule));
  }

  @Test
  void zeroMeansOneScale() {
    assertEquals(List.of(512), longSides(schedule(new PictureSize(512, 384), 0, 1)));
  }

  @Test
  void aPictureSmallerThanTheFirstScaleHasOneScale() {
    assertEquals(List.of(100), longSides(schedule(new PictureSize(100, 80), 128, 1)));
  }

  @Test
  void noSideFallsBelowTheLeast() {
    final Schedule schedule = schedule(new PictureSize(512, 32), 16, 1);
    assertEquals(List.of(256, 362, 512), longSides(schedule));
  }

  @Test
  void evaluatesMoreBelowThanAbove() {
    final Schedule schedule = schedule(new PictureSize(512, 512), 181, 1.5);
    assertEquals(
        List.of(267, 200, 150, 100), schedule.scales().stream().map(Scale::evaluations).toList());
    assertEquals(717, schedule.evaluations());
  }

  /** Strokes and balanced; the rounds of splitting and the smaller scales keep their number. */
  @ParameterizedTest
  @CsvSource({"strokes, 50, 1", "balanced, 82, 2", "gatys, 511, 11"})
  void mixedPrecisionMakesMoreEvaluationsAtTheLastSize(
      final String preset, final int evaluations, final int more) {
    final Schedule single = schedule(preset, PrecisionChoice.SINGLE);
    final Schedule mixed = schedule(preset, PrecisionChoice.MIXED);
    assertEquals(longSides(single), longSides(mixed));
    assertEquals(single.evaluations() + more, mixed.evaluations());
    assertEquals(
        evaluations,
        mixed.scales().stream()
            .filter(scale -> scale.size().equals(mixed.full()))
            .mapToInt(Scale::evaluations)
            .sum());
  }

  @Test
  void aShortRunInMixedPrecisionMakesNoMore() {
    final TransferSettings.Builder settings =
        TransferSettings.builder().set(Settings.ITERATIONS, 20);
    assertEquals(
        schedule(settings, PrecisionChoice.SINGLE), schedule(settings, PrecisionChoice.MIXED));
  }

  private static Schedule schedule(final String preset, final PrecisionChoice precision) {
    return schedule(TransferSettings.builder().parse("preset", preset), precision);
  }

  private static Schedule schedule(
      final TransferSettings.Builder settings, final PrecisionChoice precision) {
    return Schedule.of(
        new PictureSize(512, 384), settings.set(Settings.PRECISION, precision).build());
  }

  @Test
  void theContentsLeadFallsAtTheLastScale() {
    final Schedule schedule =
        from362To512(
            TransferSettings.builder()
                .set(Settings.PRESET, Preset.BALANCED)
                .set(Settings.ITERATIONS, 100)
                .set(Settings.CONTENT_LEAD, 16.0));
    final Scale coarse = schedule.scales().get(0);
    final Scale last = schedule.scales().get(1);
    assertEquals(16, schedule.weighting(coarse, 99).contentFactor());
    assertEquals(16, schedule.weighting(last, 0).contentFactor());
    assertEquals(4, schedule.weighting(last, 45).contentFactor(), 1e-12);
    assertEquals(1, schedule.weighting(last, 90).contentFactor());
    assertEquals(1, schedule.weighting(last, 99).contentFactor());
    assertEquals(1, schedule(new PictureSize(512, 512), 0, 1).weighting(last, 0).contentFactor());
  }

  @Test
  void deepLayersWaitForTheLastScale() {
    final Schedule schedule =
        from362To512(
            TransferSettings.builder()
                .set(Settings.PRESET, Preset.BALANCED)
                .set(Settings.ITERATIONS, 120)
                .set(Settings.APPROACH, Approach.WASSERSTEIN)
                .set(Settings.DEEP_FROM, 0.5));
    final Scale coarse = schedule.scales().get(0);
    final Scale approach = schedule.scales().get(1);
    final Scale last = schedule.scales().get(2);
    assertEquals(116, last.evaluations());
    assertFalse(schedule.weighting(coarse, 119).includesDeepLayers());
    assertFalse(schedule.weighting(approach, 3).includesDeepLayers());
    assertFalse(schedule.weighting(last, 57).includesDeepLayers());
    assertTrue(schedule.weighting(last, 58).includesDeepLayers());
    assertEquals(LossWeighting.NEUTRAL, schedule.weighting(last, 58));
    final Schedule without = schedule(new PictureSize(512, 512), 362, 1);
    assertTrue(without.weighting(without.scales().get(0), 0).includesDeepLayers());
  }

  @Test
  void workIsPixelsTimesEvaluations() {
    final Schedule schedule = schedule(new PictureSize(512, 512), 362, 1);
    assertEquals(100.0 * (512 * 512 + 362 * 362), schedule.work());
  }

  private static Schedule from362To512(final TransferSettings.Builder settings) {
    return Schedule.of(new PictureSize(512, 512), settings.set(Settings.COARSEST, 362).build());
  }
}
