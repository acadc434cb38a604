package sc.fiji.styletransfer.display;

import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sc.fiji.styletransfer.job.TransferObserver;
import sc.fiji.styletransfer.transfer.Progress;

/**
 * Shows each evaluation of a run on a display. Also logs the first evaluation at each picture size,
 * and one evaluation every ten seconds.
 */
public final class RunStatus implements TransferObserver {

  /** Time between two log lines at the same picture size. */
  static final long LOG_INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(10);

  private static final Logger LOG = LoggerFactory.getLogger(RunStatus.class);

  private final RunDisplay display;
  private final LongSupplier nanoTime;
  private final Consumer<String> log;
  private int plane;
  private int planes = 1;
  private String loggedSize = "";
  private long loggedAt;

  /**
   * @param display shows the progress
   */
  public RunStatus(final RunDisplay display) {
    this(display, System::nanoTime, LOG::info);
  }

  RunStatus(final RunDisplay display, final LongSupplier nanoTime, final Consumer<String> log) {
    this.display = display;
    this.nanoTime = nanoTime;
    this.log = log;
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
    if (isDue(String.valueOf(progress.size()))) log.accept(text);
  }

  private boolean isDue(final String size) {
    final long now = nanoTime.getAsLong();
    if (size.equals(loggedSize) && now - loggedAt < LOG_INTERVAL_NANOS) return false;
    loggedSize = size;
    loggedAt = now;
    return true;
  }

  @Override
  public boolean isCancelled() {
    return display.isStopped();
  }

  private String text(final Progress progress) {
    return String.format(
        Locale.ROOT,
        "Style transfer: %s%s, iteration %d of %d, loss %.4g, %s left",
        planes == 1 ? "" : "plane %s of %s, ".formatted(plane + 1, planes),
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

  /** Returns a duration in words. */
  static String duration(final double seconds) {
    final long whole = Math.round(seconds);
    final long minutes = TimeUnit.SECONDS.toMinutes(whole);
    return minutes == 0
        ? whole + " s"
        : String.format(Locale.ROOT, "%d min %02d s", minutes, whole % 60);
  }
}
