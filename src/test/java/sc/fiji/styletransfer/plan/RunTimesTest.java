package sc.fiji.styletransfer.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sc.fiji.styletransfer.machine.MachineFile;

/** The time of a run follows from the runs before it. */
class RunTimesTest {

  /** The device computes three times as fast as the rate of its matrix products suggests. */
  private static final TimeModel TRUTH = new TimeModel(0.03, 1 / 3e11, 2.5e-9, 1e-11);

  private static final TimeModel PRIOR = TimeModel.of(new TimeModel.Rates(1e11, 1e11, 4e8));

  @TempDir private Path folder;

  private MachineFile file;
  private boolean crowded;

  @BeforeEach
  void open() {
    file = new MachineFile(folder.resolve("machine.properties"));
  }

  private RunTimes times() {
    return new RunTimes(file, "single.cpu", PRIOR, () -> crowded);
  }

  private static Workload work(final int evaluations, final double side) {
    return new Workload(
        evaluations,
        evaluations * 1.4e6 * side * side,
        evaluations * 3 * 80 * side * side,
        1e9 * evaluations);
  }

  private void finishARun() {
    finishARun(1);
  }

  private void finishARun(final double factor) {
    final RunTimes times = times();
    for (final int side : new int[] {128, 181, 256, 362})
      times.add(work(40, side), factor * TRUTH.seconds(work(40, side)));
    times.remember();
  }

  @Test
  void withoutRunsTheRateOfAMatrixProductDecides() {
    assertEquals(PRIOR, times().model());
  }

  @Test
  void aRunTeachesTheTimesOfOtherSizes() {
    finishARun();
    for (final int side : new int[] {128, 512, 2048}) {
      final double expected = TRUTH.seconds(work(80, side));
      assertEquals(expected, times().model().seconds(work(80, side)), 0.1 * expected, side + " px");
    }
  }

  @Test
  void oneScaleAloneTeachesItsOwnTime() {
    final RunTimes times = times();
    times.add(work(40, 512), TRUTH.seconds(work(40, 512)));
    times.remember();
    final double expected = TRUTH.seconds(work(200, 512));
    assertEquals(expected, times().model().seconds(work(200, 512)), 0.15 * expected);
  }

  @Test
  void aSlowerComputerIsLearnedWithinThreeRuns() {
    finishARun();
    for (int run = 0; run < 3; run++) {
      final RunTimes times = times();
      for (final int side : new int[] {128, 256})
        times.add(work(40, side), 2 * TRUTH.seconds(work(40, side)));
      times.remember();
    }
    final double expected = 2 * TRUTH.seconds(work(80, 256));
    assertEquals(expected, times().model().seconds(work(80, 256)), 0.2 * expected);
  }

  @Test
  void aRunBesideBusyProgramsHardlyCounts() {
    finishARun();
    crowded = true;
    for (int run = 0; run < 3; run++) finishARun(3);
    final double expected = TRUTH.seconds(work(80, 256));
    assertEquals(expected, times().model().seconds(work(80, 256)), 0.25 * expected);
  }

  @Test
  void aComputerThatIsAlwaysBusyIsLearned() {
    crowded = true;
    finishARun(3);
    final double expected = 3 * TRUTH.seconds(work(80, 256));
    assertEquals(expected, times().model().seconds(work(80, 256)), 0.2 * expected);
  }

  @Test
  void aRunWithoutOtherProgramsCorrectsBusyOnes() {
    crowded = true;
    for (int run = 0; run < 5; run++) finishARun(3);
    crowded = false;
    finishARun();
    final double expected = TRUTH.seconds(work(80, 256));
    assertEquals(expected, times().model().seconds(work(80, 256)), 0.3 * expected);
  }

  /** A model that is wrong by a factor must not hold the learned one back. */
  @ParameterizedTest
  @ValueSource(doubles = {0.1, 10, 100})
  void aModelThatIsWrongByAFactorIsCorrectedByOneRun(final double factor) {
    final RunTimes times = times();
    for (final int side : new int[] {181, 256})
      times.add(work(40, side), factor * PRIOR.seconds(work(40, side)));
    times.remember();
    final double expected = factor * PRIOR.seconds(work(80, 512));
    assertEquals(expected, times().model().seconds(work(80, 512)), 0.2 * expected);
  }

  /** The first scale of a process contains what happens once, for example the start of threads. */
  @Test
  void aSlowBeginningHardlyCounts() {
    final RunTimes times = times();
    times.add(work(17, 128), 2 + TRUTH.seconds(work(17, 128)));
    for (final int side : new int[] {181, 256})
      times.add(work(20, side), TRUTH.seconds(work(20, side)));
    times.remember();
    final double expected = TRUTH.seconds(work(80, 128));
    assertEquals(expected, times().model().seconds(work(80, 128)), 0.1 * expected);
  }

  @Test
  void whatIsNoNumberIsForgotten() throws Exception {
    finishARun();
    Files.writeString(folder.resolve("machine.properties"), "time.single.cpu=1 2 x 4 5");
    assertEquals(PRIOR, times().model());
    finishARun();
    assertTrue(times().model().perOperation() < PRIOR.perOperation() / 2);
  }
}
