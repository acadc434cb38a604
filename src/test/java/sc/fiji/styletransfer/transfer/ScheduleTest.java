package sc.fiji.styletransfer.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class ScheduleTest {

  private static Schedule schedule(
      final PictureSize full, final int coarsest, final double effort) {
    return Schedule.of(
        full,
        TransferSettings.builder()
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

  @Test
  void theContentsLeadFallsAtTheLastScale() {
    final Schedule schedule =
        Schedule.of(
            new PictureSize(512, 512),
            TransferSettings.builder()
                .set(Settings.COARSEST, 362)
                .set(Settings.ITERATIONS, 100)
                .set(Settings.CONTENT_LEAD, 16.0)
                .build());
    final Scale coarse = schedule.scales().get(0);
    final Scale last = schedule.scales().get(1);
    assertEquals(16, schedule.contentLead(coarse, 99));
    assertEquals(16, schedule.contentLead(last, 0));
    assertEquals(4, schedule.contentLead(last, 45), 1e-12);
    assertEquals(1, schedule.contentLead(last, 90));
    assertEquals(1, schedule.contentLead(last, 99));
    assertEquals(1, schedule(new PictureSize(512, 512), 0, 1).contentLead(last, 0));
  }

  @Test
  void workIsPixelsTimesEvaluations() {
    final Schedule schedule = schedule(new PictureSize(512, 512), 362, 1);
    assertEquals(100.0 * (512 * 512 + 362 * 362), schedule.work());
  }
}
