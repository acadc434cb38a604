package sc.fiji.styletransfer.measure;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sc.fiji.styletransfer.picture.PictureSize;
import sc.fiji.styletransfer.plan.TransferPlan;
import sc.fiji.styletransfer.settings.TransferSettings;
import sc.fiji.styletransfer.transfer.Progress;
import sc.fiji.styletransfer.transfer.ProgressListener;
import sc.fiji.styletransfer.transfer.StyleTransfer;
import sc.fiji.styletransfer.transfer.TransferInputs;
import sc.fiji.styletransfer.transfer.TransferResult;

/** Measures how long optimisations with different settings take to reach a given loss. */
public final class LossRace {

  private static final Logger LOG = LoggerFactory.getLogger(LossRace.class);

  private final StyleTransfer transfer;
  private final TransferInputs inputs;

  /**
   * @param transfer the transfer, which the caller closes
   * @param inputs content and styles
   */
  public LossRace(final StyleTransfer transfer, final TransferInputs inputs) {
    this.transfer = transfer;
    this.inputs = inputs;
  }

  /**
   * The result of a run.
   *
   * @param evaluations number of evaluations at all scales
   * @param work number of evaluations at full size with the same total of pixels
   * @param seconds time of the run in seconds, including the targets
   * @param loss loss of the last evaluation
   */
  public record Lap(int evaluations, double work, double seconds, double loss) {}

  /**
   * Runs a transfer until the loss at full size reaches a target, or to the end.
   *
   * @param settings settings of the run
   * @param target loss at which the run ends; 0 for a complete run
   * @return the result
   */
  public Lap run(final TransferSettings settings, final double target) {
    final Runner runner = new Runner(target);
    final TransferResult result = transfer.run(inputs, settings, runner);
    return new Lap(result.evaluations(), runner.work, result.seconds(), result.loss().total());
  }

  private static final class Runner implements ProgressListener {

    private final double target;
    private PictureSize full;
    private double work;
    private boolean arrived;

    private Runner(final double target) {
      this.target = target;
    }

    @Override
    public void planned(final TransferPlan plan) {
      full = plan.size();
    }

    @Override
    public void evaluated(final Progress progress) {
      work += (double) progress.size().pixels() / full.pixels();
      LOG.debug("{} {}", work, progress);
      arrived =
          !progress.approaching()
              && progress.size().equals(full)
              && progress.loss().total() <= target;
    }

    @Override
    public boolean isCancelled() {
      return arrived;
    }
  }
}
