package sc.fiji.styletransfer.display;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import sc.fiji.styletransfer.loss.LossTerms;
import sc.fiji.styletransfer.picture.PictureSize;
import sc.fiji.styletransfer.transfer.Progress;

class RunStatusTest {

  private final List<String> shown = new ArrayList<>();
  private final List<String> logged = new ArrayList<>();
  private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 1000);

  private final RunStatus status = new RunStatus(new Collecting(), clock::get, logged::add);

  private void evaluate(final int evaluation, final int side) {
    status.evaluated(
        new Progress(
            evaluation,
            400,
            new PictureSize(side, side),
            new LossTerms(1, 2, 0, java.util.Map.of()),
            false,
            evaluation,
            evaluation / 400.0,
            () -> null));
  }

  @Test
  void logsTheFirstEvaluationAtEachSizeAndOneEveryTenSeconds() {
    for (int i = 1; i <= 100; i++) {
      evaluate(i, i <= 50 ? 64 : 128);
      clock.addAndGet(TimeUnit.SECONDS.toNanos(1));
    }
    assertEquals(100, shown.size());
    final List<String> numbers =
        logged.stream().map(line -> line.replaceAll(".*iteration (\\d+) .*", "$1")).toList();
    assertEquals(List.of("1", "11", "21", "31", "41", "51", "61", "71", "81", "91"), numbers);
  }

  @Test
  void aFastRunLogsOneLinePerSize() {
    for (int i = 1; i <= 400; i++) evaluate(i, i <= 200 ? 64 : 128);
    assertEquals(2, logged.size(), logged::toString);
    assertTrue(logged.get(1).contains("128 × 128"), logged.get(1));
  }

  @Test
  void theTextHasPlaneSizeIterationLossAndTimeLeft() {
    status.planeBegins(1, 3);
    evaluate(100, 64);
    assertEquals(
        List.of(
            "Style transfer: plane 2 of 3, 64 × 64, iteration 100 of 400, loss 3.000, 11 min 40 s"
                + " left"),
        shown);
  }

  /** Collects the texts of the status line. */
  private final class Collecting implements RunDisplay {

    @Override
    public void show(final int done, final int total, final String text) {
      assertTrue(done <= total);
      shown.add(text);
    }

    @Override
    public boolean isStopped() {
      return false;
    }

    @Override
    public void close() {
      // nothing is open
    }
  }
}
