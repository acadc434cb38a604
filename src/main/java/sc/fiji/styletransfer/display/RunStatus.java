package sc.fiji.styletransfer.display;

import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sc.fiji.styletransfer.job.TransferObserver;
import sc.fiji.styletransfer.transfer.Progress;

/** Tells a display, and now and then the log, how far a run is. */
public final class RunStatus implements TransferObserver {

  private static final Logger LOG = LoggerFactory.getLogger(RunStatus.class);

  /** How many lines a plane writes to the log. */
  private static final int LOG_LINES = 10;

  private final RunDisplay display;
  private int plane;
  private int planes = 1;

  public RunStatus(final RunDisplay display) {
    this.display = display;
  }

  @Override
  public void planeBegins(final int index, final int count) {
    plane = index;
    planes = count;
  }

  @Override
  public void evaluated(final Progress progress) {
    final String text = text(progress);
    display.show(
        plane * progress.evaluations() + progress.evaluation(),
        planes * progress.evaluations(),
        text);
    if (progress.evaluation() % Math.max(1, progress.evaluations() / LOG_LINES) == 0)
      LOG.info("{}", text);
  }

  @Override
  public boolean isCancelled() {
    return display.isStopped();
  }

  private String text(final Progress progress) {
    return String.format(
        Locale.ROOT,
        "Style transfer: %s%s, iteration %d of %d, loss %.4g, %s left",
        planes == 1 ? "" : "plane %d of %d, ".formatted(plane + 1, planes),
        progress.size(),
        progress.evaluation(),
        progress.evaluations(),
        progress.loss().total(),
        duration(secondsLeft(progress)));
  }

  private double secondsLeft(final Progress progress) {
    final double planeSeconds = progress.seconds() / progress.evaluation() * progress.evaluations();
    return progress.secondsLeft() + (planes - plane - 1) * planeSeconds;
  }

  private static String duration(final double seconds) {
    final long whole = Math.round(seconds);
    final long minutes = TimeUnit.SECONDS.toMinutes(whole);
    return minutes == 0 ? whole + " s" : "%d min %02d s".formatted(minutes, whole % 60);
  }
}
