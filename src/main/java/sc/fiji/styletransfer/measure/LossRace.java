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

/** How long different ways to minimise a loss take until it has fallen to a given value. */
public final class LossRace {

  private static final Logger LOG = LoggerFactory.getLogger(LossRace.class);

  private final StyleTransfer transfer;
  private final TransferInputs inputs;

  /**
   * @param transfer that runs; not closed
   * @param inputs the pictures
   */
  public LossRace(final StyleTransfer transfer, final TransferInputs inputs) {
    this.transfer = transfer;
    this.inputs = inputs;
  }

  /**
   * How a run did.
   *
   * @param evaluations of all scales
   * @param work evaluations at full size that would have taken as many pixels
   * @param seconds since it began, targets included
   * @param loss of the last evaluation
   */
  public record Lap(int evaluations, double work, double seconds, double loss) {}

  /**
   * Runs until the loss at full size is low enough, or to the end.
   *
   * @param settings of the run
   * @param target the run ends at a loss as low as this; 0 for none
   * @return where it ended
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
