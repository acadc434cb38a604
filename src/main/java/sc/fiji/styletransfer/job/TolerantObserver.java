package sc.fiji.styletransfer.job;

import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sc.fiji.styletransfer.plan.TransferPlan;
import sc.fiji.styletransfer.settings.Adjustment;
import sc.fiji.styletransfer.transfer.Progress;

/**
 * Passes calls on to an observer whose failure must not end the run, such as a display or a log.
 * The first failure is reported; after it the observer is not called again.
 */
final class TolerantObserver implements TransferObserver {

  private static final Logger LOG = LoggerFactory.getLogger(TolerantObserver.class);

  private final TransferObserver observer;
  private Optional<Adjustment> adjustment = Optional.empty();
  private boolean failed;

  TolerantObserver(final TransferObserver observer) {
    this.observer = observer;
  }

  @Override
  public void planeBegins(final int index, final int count) {
    call(() -> observer.planeBegins(index, count));
  }

  @Override
  public void planned(final TransferPlan plan) {
    call(() -> observer.planned(plan));
  }

  @Override
  public void evaluated(final Progress progress) {
    call(() -> observer.evaluated(progress));
  }

  /** Keeps the present factors if the observer fails. */
  @Override
  public Optional<Adjustment> adjustment() {
    call(() -> adjustment = observer.adjustment());
    return adjustment;
  }

  private void call(final Runnable call) {
    if (failed) return;
    try {
      call.run();
    } catch (final RuntimeException | VirtualMachineError | LinkageError e) {
      fail(e);
    }
  }

  @Override
  public boolean isCancelled() {
    try {
      return observer.isCancelled();
    } catch (final RuntimeException | VirtualMachineError | LinkageError e) {
      if (!failed) fail(e);
      return false;
    }
  }

  private void fail(final Throwable cause) {
    failed = true;
    LOG.warn(
        "The progress is not shown any more, because its display failed ({})", cause.toString());
    LOG.debug("Cause of the failure", cause);
  }
}
