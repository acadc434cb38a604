package sc.fiji.styletransfer.demo;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sc.fiji.styletransfer.transfer.Progress;
import sc.fiji.styletransfer.transfer.ProgressListener;

/** Logs each evaluation and ends the run when the loss is half of the first one. */
public final class StopWhenGoodEnough implements ProgressListener {

  private static final Logger LOG = LoggerFactory.getLogger(StopWhenGoodEnough.class);

  private double first;
  private double last;

  @Override
  public void evaluated(Progress progress) {
    last = progress.loss().total();
    if (progress.evaluation() == 1) first = last;
    LOG.info("{} of {}: loss {}", progress.evaluation(), progress.evaluations(), last);
  }

  @Override
  public boolean isCancelled() {
    return last <= first / 2;
  }
}
